"""Thousands of requests: what is open, held and written afterwards is what was before. The long run is in the docs."""

import itertools
import time
from collections.abc import Iterator

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.servers import Running, running

pytestmark = pytest.mark.xdist_group("soak")
V1, V2 = "/v1/models/pikkit:predict", "/v2/models/pikkit/infer"
WARM, MANY = 600, 3_000
GROWTH_BYTES = 6 * 2**20
"""Over the many: 2 KB a request would be a leak that a day's requests make 200 MB of."""


@pytest.fixture(scope="module")
def soaked() -> Iterator[Running]:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        yield server


def ask(client: httpx.Client, number: int) -> None:
    """One request of one of four kinds: a score by either protocol, a refusal, a look at the figures."""
    bet = {"sportsbook": f"Book {number}", "odds": 1.5 + number % 90 / 10}
    books = {"name": "sportsbook", "datatype": "BYTES", "shape": [1], "data": [bet["sportsbook"]]}
    odds = {"name": "odds", "datatype": "FP64", "shape": [1], "data": [bet["odds"]]}
    match number % 4:
        case 0:
            assert client.post(V1, json={"instances": [bet]}).status_code == 200
        case 1:
            assert client.post(V2, json={"inputs": [books, odds]}).status_code == 200
        case 2:
            assert client.post(V1, json={"instances": [bet | {"odds": 0.5}]}).status_code == 400
        case _:
            assert client.get("/metrics").status_code == 200


def test_descriptors_threads_and_memory_stay_as_they_were(soaked: Running) -> None:
    process = psutil.Process(soaked.process.pid)
    numbers = itertools.count()
    with httpx.Client(base_url=soaked.url, trust_env=False, timeout=60) as client:
        for number in itertools.islice(numbers, WARM):
            ask(client, number)
        before = process.num_fds(), process.num_threads(), process.memory_info().rss
        for number in itertools.islice(numbers, MANY):
            ask(client, number)
        after = process.num_fds(), process.num_threads(), process.memory_info().rss
    assert after[:2] == before[:2]
    assert after[2] - before[2] < GROWTH_BYTES


def test_connections_that_come_and_go_leave_nothing_open(soaked: Running) -> None:
    process = psutil.Process(soaked.process.pid)
    with httpx.Client(base_url=soaked.url, trust_env=False, timeout=60) as client:
        ask(client, 0)
    before = process.num_fds()
    for number in range(200):
        with httpx.Client(base_url=soaked.url, trust_env=False, timeout=60) as client:
            ask(client, number)
    deadline = time.monotonic() + 60  # the last connection is closed after its answer was read
    while process.num_fds() > before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert process.num_fds() <= before
