"""Several workers behind one address, and what they count together."""

import signal
import time
from collections.abc import Iterator

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.servers import STOP_SECONDS, Running, running

V1 = "/v1/models/pikkit:predict"
ROWS = [{"sportsbook": "DraftKings", "odds": odds} for odds in (1.25, 1.6, 1.6, 4.0)]
REQUESTS = 30

pytestmark = pytest.mark.xdist_group("predictor")


@pytest.fixture(scope="module")
def workers() -> Iterator[Running]:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0", "--workers", "2"]) as server:
        yield server


def samples(url: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = httpx.get(f"{url}/metrics", trust_env=False).text
    families = text_string_to_metric_families(text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def pids(server: Running) -> set[int]:
    return {child.pid for child in psutil.Process(server.process.pid).children()}


def listening(server: Running) -> int:
    return sum("Listening on" in line for line in server.log)


def wait_until_listening(server: Running, count: int) -> None:
    deadline = time.monotonic() + 2 * STOP_SECONDS
    while listening(server) < count:
        assert time.monotonic() < deadline, server.log
        time.sleep(0.05)


def test_two_workers_answer_and_count_as_one_and_are_replaced_when_killed(workers: Running) -> None:
    wait_until_listening(workers, 2)
    assert len(pids(workers)) == 2
    for _ in range(REQUESTS):  # a connection each, so that both workers get some
        assert httpx.post(workers.url + V1, json={"instances": ROWS}, trust_env=False).status_code == 200
    assert httpx.post(workers.url + V1, json={"instances": []}, trust_env=False).status_code == 400
    counted = samples(workers.url)
    verdict = frozenset({"version": "price-only-1", "verdict": "pass"}.items())
    assert counted["pikkit_predictions_total", verdict] == REQUESTS * len(ROWS)
    assert counted["pikkit_errors_total", frozenset({("status", "400")})] == 1
    for stage in ("features", "predict", "encode"):
        assert counted["pikkit_stage_seconds_count", frozenset({("stage", stage)})] == REQUESTS
    below = {dict(labels)["le"]: n for (name, labels), n in counted.items() if name == "pikkit_p_win_bucket"}
    assert [below[le] / REQUESTS for le in ("0.2", "0.3", "0.7", "0.8", "+Inf")] == [0, 1, 3, 4, 4]
    assert counted["pikkit_p_win_sum", frozenset()] == pytest.approx(REQUESTS * (0.8 + 0.625 * 2 + 0.25))
    (info,) = [dict(labels) for (name, labels), value in counted.items() if name == "pikkit_model_info" and value == 1]
    assert info["version"] == "price-only-1"
    before = pids(workers)
    psutil.Process(min(before)).send_signal(signal.SIGKILL)
    wait_until_listening(workers, 3)
    assert len(pids(workers)) == 2
    assert httpx.post(workers.url + V1, json={"instances": ROWS}, trust_env=False).status_code == 200
