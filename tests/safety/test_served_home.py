"""One server a home: while one lives no other begins, and one that was killed leaves no lock behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.embedded.served_home import served_home
from pikkit.settings import Settings
from tests.servers import ROOT

HOLD = """
import sys, time
from pathlib import Path
from pikkit.embedded.served_home import served_home
from pikkit.settings import Settings
with served_home(Settings(home=Path(sys.argv[1]))) as tell:
    tell("http://127.0.0.1:8000")
    print("held", flush=True)
    time.sleep(600)
"""


def holder(home: Path) -> "subprocess.Popen[str]":
    """A process that serves the home."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def hold(home: Path) -> None:
    with served_home(Settings(home=home)):
        pass


def test_a_home_that_is_served_is_refused_with_process_and_address_and_free_once_that_is_killed(home: Path) -> None:
    with holder(home) as first:
        with pytest.raises(
            NotReadyError, match=rf"by process {first.pid} at http://127\.0\.0\.1:8000; there can be one"
        ):
            hold(home)
        first.kill()
    hold(home)


def test_a_home_may_be_served_again_and_two_homes_at_a_time(home: Path, tmp_path: Path) -> None:
    hold(home)
    with served_home(Settings(home=home)):
        hold(tmp_path / "another")
    assert not (home / "serving.json").exists()
