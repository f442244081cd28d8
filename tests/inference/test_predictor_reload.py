"""A new model takes over between two requests: none fails, and none is answered by two models."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.inference.load import BATCH, V1, Load
from tests.servers import STOP_SECONDS, Running, running

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


def replace(version: Path, text: str) -> None:
    fresh = version.with_suffix(".new")
    fresh.write_text(text)
    fresh.rename(version)


def test_under_load_no_request_fails_and_none_is_answered_by_two_models(server: Running, version: Path) -> None:
    with Load(server.url) as load:
        for number in range(1, 6):
            replace(version, f"pikkit/{number}")
            load.wait_for(f"pikkit/{number}")
    load.check()
    metadata = httpx.get(f"{server.url}/v2/models/pikkit", trust_env=False).json()
    assert metadata["versions"] == ["pikkit/5"]


def test_a_model_that_cannot_be_loaded_is_refused_and_the_old_one_keeps_serving(server: Running, version: Path) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        replace(version, "pikkit/broken")
        wait_for_metric(client, 'pikkit_reloads_total{result="refused"} 1.0')
        assert client.post(V1, json=BATCH).headers["x-model-version"] == "pikkit/1"
        said = "pikkit/1 keeps serving; pikkit/broken cannot: pikkit/broken is no model."
        assert client.get("/v2/models/pikkit").json()["parameters"]["refused"] == said
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
