"""Rollouts on the embedded stack, for real: `pikkit serve` with its Envoy, trained versions, and live requests."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.deploying.rollouts import drive, lock_of, make_driver
from pikkit.rollout.embedded.files import read_served
from pikkit.rollout.state import LedgerEvent, Rollout
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings
from tests.rollout.load import requests
from tests.rollout.versions import EQUAL, INVERTED, add_version, copied
from tests.servers import ROOT, free_port
from tests.trained import TrainedHome, process_environment

pytestmark = pytest.mark.xdist_group("rollout")
SECONDS = 150.0
EVERY_SECOND = make_strategy("canary", "20,60,100", "1s")


@dataclass
class Serving:
    """A running `pikkit serve`, and the versions of its home: two that are as good, of which one is champion."""

    settings: Settings
    process: subprocess.Popen[str]
    url: str
    good: tuple[str, str]
    inverted: str

    @property
    def champion(self) -> str:
        return str(make_driver(self.settings, "ann").aliases.champion())

    @property
    def challenger(self) -> str:
        return next(version for version in self.good if version != self.champion)


def until(true: Callable[[], Any], told: Callable[[], object] = lambda: "") -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, told()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def serving(trained_home: TrainedHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    settings = copied(trained_home.home, tmp_path_factory.mktemp("rollout") / "home")
    equal, inverted = (add_version(settings, times) for times in (EQUAL, INVERTED))
    rules = settings.rollout.model_copy(update={"count_learned": True, "min_requests": 10})
    settings = settings.model_copy(update={"rollout": rules})
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "pikkit.cli.main",
        "serve",
        "--port",
        str(free_port()),
        "--predictor-port",
        str(port),
    ]
    with (settings.resolved_home / "serve.log").open("w") as log:
        environment = process_environment(settings.resolved_home)
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, text=True)
    try:
        until(lambda: process.poll() is not None or read_served(settings))
        assert process.poll() is None, (settings.resolved_home / "serve.log").read_text()
        yield Serving(settings, process, f"http://127.0.0.1:{port}", ("1", equal), inverted)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert read_served(settings) is None
    finally:
        process.kill()
        process.wait()


def rolled_out(serving: Serving, version: str) -> Rollout:
    driver = make_driver(serving.settings, "ann")
    driver.start(version, EVERY_SECOND)
    deadline = time.monotonic() + SECONDS
    for rollout in drive(driver, lock_of(serving.settings, "ann")):
        assert time.monotonic() < deadline, rollout
    return rollout


def test_an_inverted_model_is_rolled_back_at_the_first_step(serving: Serving) -> None:
    stable = serving.champion
    with requests(serving.url) as load:
        rollout = rolled_out(serving, serving.inverted)
        until(lambda: load.versions[-5:] == [f"pikkit/{stable}"] * 5)
    assert (rollout.last.decision, rollout.last.weights) == ("rollback", {stable: 100})
    assert rollout.before == {stable: 80, serving.inverted: 20}
    assert any("The candidate is broken: even on" in reason for reason in rollout.last.reasons)
    assert serving.champion == stable
    assert load.failures == []


def test_a_candidate_whose_process_is_killed_loses_its_traffic_and_is_rolled_back(serving: Serving) -> None:
    driver = make_driver(serving.settings, "ann")
    stable, candidate = serving.champion, serving.challenger
    with requests(serving.url) as load:
        driver.start(candidate, EVERY_SECOND)
        until(lambda: f"pikkit/{candidate}" in load.versions)
        before = len(load.versions)
        predictor_of(serving, candidate).kill()
        until(lambda: driver.tick().last.decision == LedgerEvent.ROLLBACK, told=driver.ledger.history)
        until(lambda: load.versions[-20:] == [f"pikkit/{stable}"] * 20)
    why = driver.ledger.history()[0].reasons[0]  # its process is seen to be gone, or its requests to fail before that
    assert "The candidate does not run: The predictor-" in why or "The candidate fails more often:" in why
    assert len(load.versions) > before
    cut = [failure for failure in load.failures if "peer closed connection" in failure]
    assert load.failures == cut
    assert len(cut) <= 1  # an answer whose head was out as its process was killed cannot be asked for again


def test_a_candidate_as_good_is_promoted_under_load_by_a_driver_that_was_killed_on_the_way(serving: Serving) -> None:
    """The first driver is `pikkit rollout start`, killed after its start; what resumes is another process's driver."""
    environment = process_environment(serving.settings.resolved_home)
    stable, candidate = serving.champion, serving.challenger
    command = [sys.executable, "-m", "pikkit.cli.main", "rollout", "start", candidate, "--interval", "1s", "--json"]
    with requests(serving.url) as load:
        first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert first.stdout
            begun = json.loads(first.stdout.readline())
            with pytest.raises(NotReadyError, match="This rollout is driven by"):
                lock_of(serving.settings, "ann").take()
        finally:
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            if first.stdout:
                first.stdout.close()
        assert (begun["from"], begun["to"]) == (stable, candidate)
        until(lambda: asked_anew(serving, candidate))  # who did not divide the traffic knows since when to count
        *_, rollout = drive(make_driver(serving.settings, "ann"), lock_of(serving.settings, "ann"))
        until(lambda: load.versions[-20:] == [f"pikkit/{candidate}"] * 20)
        until(lambda: (read_served(serving.settings) or fail()).ready == (candidate,))
    assert (rollout.last.decision, rollout.last.weights) == ("promote", {candidate: 100})
    assert make_driver(serving.settings, "ann").aliases.champion() == candidate
    assert load.failures == []


def asked_anew(serving: Serving, version: str) -> int:
    """The requests of this step, as a process's first question is answered."""
    counted = make_driver(serving.settings, "ann").target.traffic(version)
    return counted.requests if counted else 0


def predictor_of(serving: Serving, version: str) -> psutil.Process:
    uri = f"models:/pikkit/{version}"
    return next(one for one in psutil.Process(serving.process.pid).children(recursive=True) if uri in one.cmdline())


def fail() -> Any:
    raise AssertionError("Nothing serves.")


def test_a_home_in_which_nothing_serves_says_so(trained_home: TrainedHome, tmp_path: Path) -> None:
    settings = copied(trained_home.home, tmp_path / "copy")
    driver = make_driver(settings, "ann")
    with pytest.raises(NotReadyError, match=r"Nothing serves in .* Start it with `pikkit serve`"):
        driver.target.observe("1")
