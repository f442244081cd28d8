"""A new model takes over between two requests: none fails, and none is answered by two models."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.servers import STOP_SECONDS, Running, running

V1 = "/v1/models/pikkit:predict"
BATCH = {"instances": [{"sportsbook": "DraftKings", "odds": 1.6}] * 50}

pytestmark = pytest.mark.xdist_group("predictor")


@pytest.fixture
def version(tmp_path: Path) -> Path:
    file = tmp_path / "version"
    file.write_text("pikkit/1")
    return file


@pytest.fixture
def server(version: Path) -> Iterator[Running]:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0", "--version", str(version)]) as server:
        yield server


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

    def wait_for(self, version: str) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while frozenset([version]) not in [versions for _, versions in self.answers[-3:]]:
            assert time.monotonic() < deadline, self.answers[-3:]
            time.sleep(0.01)


def replace(version: Path, text: str) -> None:
    fresh = version.with_suffix(".new")
    fresh.write_text(text)
    fresh.rename(version)


def test_under_load_no_request_fails_and_none_is_answered_by_two_models(server: Running, version: Path) -> None:
    with Load(server.url) as load:
        for number in range(1, 6):
            replace(version, f"pikkit/{number}")
            load.wait_for(f"pikkit/{number}")
    assert Counter(status for status, _ in load.answers) == {200: len(load.answers)}
    assert all(len(versions) == 1 for _, versions in load.answers)
    metadata = httpx.get(f"{server.url}/v2/models/pikkit", trust_env=False).json()
    assert metadata["versions"] == ["pikkit/5"]


def test_a_model_that_cannot_be_loaded_is_refused_and_the_old_one_keeps_serving(server: Running, version: Path) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        replace(version, "pikkit/broken")
        wait_for_metric(client, 'pikkit_reloads_total{result="refused"} 1.0')
        assert client.post(V1, json=BATCH).headers["x-model-version"] == "pikkit/1"
        replace(version, "pikkit/3")
        wait_for_metric(client, 'pikkit_reloads_total{result="swapped"} 1.0')
        assert client.post(V1, json=BATCH).headers["x-model-version"] == "pikkit/3"
        server.process.send_signal(signal.SIGHUP)  # which loads again what is there
        wait_for_metric(client, 'pikkit_reloads_total{result="swapped"} 2.0')
    refusals = [line for line in server.log if "pikkit/broken is no model." in line]
    assert len(refusals) == 1


def wait_for_metric(client: httpx.Client, line: str) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while line not in client.get("/metrics").text.splitlines():
        assert time.monotonic() < deadline
        time.sleep(0.02)
