"""Requests for scores, one after another from several callers, while something happens to who answers them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

BET = {"instances": [{"sportsbook": "DraftKings", "odds": 2.0}]}


@dataclass
class Load:
    """Requests one after another, from several callers: who answered, and what failed."""

    versions: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def requests(url: str, callers: int = 2) -> Iterator[Load]:
    """Call a predictor until the block ends."""
    load, stop = Load(), threading.Event()

    def call() -> None:
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
            while not stop.is_set():
                try:
                    answer = client.post("/v1/models/pikkit:predict", json=BET)
                    said = answer.json()["predictions"][0]["model_version"] if answer.is_success else answer.text
                    (load.versions if answer.is_success else load.failures).append(said)
                except httpx.HTTPError as error:
                    load.failures.append(repr(error))
                time.sleep(0.01)

    threads = [threading.Thread(target=call) for _ in range(callers)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        stop.set()
        for thread in threads:
            thread.join()
