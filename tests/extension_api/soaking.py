"""A long day of an API in a few minutes: what grows with the requests, and must not."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

from tests.servers import Running

SEEN = {"sportsbook": "DraftKings", "odds": 1.91, "sport": "Soccer"}
CHEAP = ("/health", "/ready", "/nothing", "/v1/imports", "/dashboard.css", "/v1/imports/nothing")
DEAR = ("/opportunities", "/v1/opportunities?limit=5", "/imports", "/")


@dataclass(frozen=True)
class Standing:
    """What the API's processes hold: resident memory in MB, descriptors, threads, and their files in MB."""

    memory: float
    descriptors: int
    threads: int
    log: float
    files: float


def standing(api: Running, home: Path) -> Standing:
    """How it stands now."""
    workers = psutil.Process(api.process.pid).children()
    return Standing(
        memory=sum(worker.memory_info().rss for worker in workers) / 1e6,
        descriptors=sum(worker.num_fds() for worker in workers),
        threads=sum(worker.num_threads() for worker in workers),
        log=sum(path.stat().st_size for path in home.glob("logs/*")) / 1e6,
        files=sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6,
    )


@dataclass
class Soaked:
    """How many answers had which status, and what was said with each that says the server failed."""

    statuses: dict[int, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def add(self, answer: httpx.Response) -> None:
        """One more answer; that `/ready` says no is none of the failures."""
        status, asked = answer.status_code, answer.request
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 500 and asked.url.path != "/ready":
            self.failures.append(f"{datetime.now(UTC)} {asked.method} {asked.url} {status}: {answer.text[:500]}")


def soak(url: str, requests: int, clients: int = 4, captures: int = 20) -> Soaked:
    """Make so many requests, one in ``captures`` a capture, under 250 keys a client."""
    soaked, lock = Soaked(), threading.Lock()

    def call(number: int) -> None:
        with httpx.Client(trust_env=False, timeout=60) as http:
            for count in range(requests // clients):
                if count % 97 == 0:
                    answer = http.get(url + DEAR[count // 97 % len(DEAR)])
                elif count % captures == 0:
                    key = f"{number}.{count // captures % 250}"
                    answer = http.post(f"{url}/v1/opportunities", json={**SEEN, "client_key": key})
                else:
                    answer = http.get(url + CHEAP[count % len(CHEAP)])
                with lock:
                    soaked.add(answer)

    workers = [threading.Thread(target=call, args=(number,)) for number in range(clients)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    time.sleep(1)
    return soaked
