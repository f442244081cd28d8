"""What is said where a cluster cannot be had: CI passes it over by its exit code, and fails by any other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.machine import __main__ as machine
from tests.cluster.machine.__main__ import UNAVAILABLE
from tests.cluster.machine.addons import VOLUMES, worn
from tests.cluster.machine.modules import fetch_modules
from tests.cluster.machine.places import GO, Places
from tests.cluster.machine.running import UnavailableError


@pytest.mark.parametrize("command", ["up", "smoke"])
def test_a_machine_without_go_or_root_is_told_apart_from_one_where_tests_fail(tmp_path: Path, command: str) -> None:
    environment = os.environ | {"PATH": str(tmp_path), "PIKKIT_CLUSTER_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.cluster.machine", command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == UNAVAILABLE
    assert done.stderr.startswith("cluster: There can be no cluster on this machine.")
    assert ("need root" if os.geteuid() else "no go here") in done.stderr


def test_a_machine_where_a_cluster_does_not_come_up_can_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Places) -> None:
        raise OSError("no namespaces")

    downs: list[Places] = []
    monkeypatch.setattr(machine, "up", fails)
    monkeypatch.setattr(machine, "down", downs.append)
    monkeypatch.setattr(machine, "is_up", lambda _: False)
    assert machine.main(["smoke"]) == UNAVAILABLE
    assert len(downs) == 1


@pytest.mark.skipif(shutil.which("go") is None, reason="there is no go on this machine")
def test_modules_that_cannot_be_fetched_are_no_failed_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"GOPROXY": "off", "GOMODCACHE": str(tmp_path), "GOFLAGS": "-mod=mod"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UnavailableError, match="modules of its parts cannot be had"):
        fetch_modules(GO / "policy", ".")


def test_a_volume_that_a_claim_may_take_at_any_moment_is_not_made_anew() -> None:
    """New volumes are Pending until the controllers have seen them; one of those may be in use when it is looked at."""
    named = {"local-0": "Pending", "local-1": "Available", "local-2": "Bound", "local-3": "", "local-4": "Released"}
    assert worn(named | {"somebody's": "Released"}) == [f"local-{number}" for number in range(4, VOLUMES)]
