"""A clock that jumps, for a whole process (libfaketime): what waits, waits on; what serves, serves on."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.inference.payload_logger import event_headers
from tests.safety.serving import until
from tests.servers import Running, running
from tests.trained import process_environment

LIBRARY = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
NEEDS_FAKETIME = pytest.mark.skipif(LIBRARY is None, reason="There is no libfaketime here (apt-get install faketime).")
BET = {"instances": [{"sportsbook": "DraftKings", "odds": 2.0}]}
NOTICED = 1
"""Seconds after which a process sees what the file says; to look each time would take a minute to start."""
JUMPS = ("-3h", "+40d", "-400d", "+0")

pytestmark = [NEEDS_FAKETIME, pytest.mark.xdist_group("clock")]


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    file = tmp_path / "clock"
    file.write_text("+0")
    return file


def jumped(clock: Path, by: str) -> None:
    """Have the clock jump, and wait until it has."""
    clock.write_text(by)
    time.sleep(NOTICED + 0.5)


def faked(clock: Path, home: Path) -> dict[str, str]:
    """An environment whose processes read the time off a file: their wall clock alone, as when somebody sets it."""
    wall_alone = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_CACHE_DURATION": str(NOTICED)}
    return process_environment(home) | wall_alone | {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(clock)}


@pytest.fixture
def predictor_in_time(clock: Path, home: Path, tmp_path: Path) -> Iterator[Running]:
    version = tmp_path / "version"
    version.write_text("pikkit/1")
    command = ["-m", "tests.inference.price_only", "127.0.0.1", "0", "--version", str(version)]
    with running(command, faked(clock, home)) as server:
        yield server


def test_the_clock_of_a_process_really_jumps(clock: Path, home: Path) -> None:
    clock.write_text("+40d")
    said = subprocess.check_output([shutil.which("date") or "date", "+%s"], env=faked(clock, home), text=True)
    assert float(said) - time.time() > 39 * 86_400


def test_a_predictor_goes_on_answering_and_reloading(predictor_in_time: Running, clock: Path, tmp_path: Path) -> None:
    with httpx.Client(base_url=predictor_in_time.url, trust_env=False, timeout=30) as client:
        for number, jump in enumerate(JUMPS, start=2):
            jumped(clock, jump)
            assert client.post("/v1/models/pikkit:predict", json=BET).status_code == 200
            (tmp_path / "version").write_text(f"pikkit/{number}")
            until(lambda: client.get("/v2/models/pikkit").json()["versions"] == [f"pikkit/{number}"], 30)  # noqa: B023


def test_a_detector_goes_on_taking_events(clock: Path, home: Path) -> None:
    command = ["-m", "pikkit.inference.drift_detector", "--port", "0"]
    with running(command, faked(clock, home)) as server:
        for number, jump in enumerate(JUMPS):
            jumped(clock, jump)
            headers = event_headers(f"event {number}".replace(" ", "-"), "request")
            sent = httpx.post(server.url, json=BET, headers=headers, trust_env=False, timeout=30)
            assert sent.status_code == 202
        metrics = f"{server.url}/metrics"
        written = f"pikkit_drift_journaled_events_total {float(len(JUMPS))}"
        until(lambda: written in httpx.get(metrics, trust_env=False, timeout=30).text, 30)


def test_a_child_that_is_to_be_started_again_is_however_the_clock_jumps(clock: Path, home: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from pikkit.embedded.backoff import Backoff\n"
        "backoff, clock = Backoff(), Path(sys.argv[1])\n"
        "waits = []\n"
        "for jump in ('-3h', '+40d', '-400d'):\n"
        "    clock.write_text(jump); time.time(); waits.append(backoff.wait())\n"
        "print(waits)"
    )
    command = [sys.executable, "-c", script, str(clock)]
    assert subprocess.check_output(command, env=faked(clock, home), text=True).strip() == "[0.5, 1.0, 2.0]"
