"""Clients that keep a predictor busy while something happens to it."""

import threading
import time
from collections import Counter

import httpx

from tests.servers import STOP_SECONDS

V1 = "/v1/models/pikkit:predict"
BATCH = {"instances": [{"sportsbook": "DraftKings", "odds": 1.6}] * 50, "reasons": False}


class Load:
    """Clients that keep asking, and what they were answered: (status, versions in the answer)."""

    def __init__(self, url: str, clients: int = 3) -> None:
        self.answers: list[tuple[int, frozenset[str]]] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(url,)) for _ in range(clients)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _ask(self, url: str) -> None:
        with httpx.Client(base_url=url, trust_env=False, timeout=STOP_SECONDS) as client:
            while not self._stop.is_set():
                response = client.post(V1, json=BATCH)
                said = [prediction["model_version"] for prediction in response.json().get("predictions", [])]
                versions = frozenset([*said, response.headers.get("x-model-version", "")])
                self.answers.append((response.status_code, versions))

    def check(self) -> None:
        """None failed, and each was answered by one model."""
        assert Counter(status for status, _ in self.answers) == {200: len(self.answers)}
        assert all(len(versions) == 1 for _, versions in self.answers)

    def wait_for(self, version: str) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while frozenset([version]) not in [versions for _, versions in self.answers[-3:]]:
            assert time.monotonic() < deadline, self.answers[-3:]
            time.sleep(0.01)
