"""Children: started with our settings, watched, and never left behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.embedded.backoff import MOST
from pikkit.embedded.child import Child, ChildFailedError, run_to_end, start_child
from pikkit.embedded.environment import child_environment
from pikkit.embedded.http import get
from pikkit.embedded.kept_child import KeptChild
from pikkit.embedded.model_server import ModelServer
from pikkit.embedded.ports import free_port
from pikkit.embedded.readiness import wait_ready
from pikkit.embedded.servers import Servers
from pikkit.embedded.stopping import Stopped, stoppable
from pikkit.settings import Settings
from tests.cli.processes import still_running
from tests.servers import ROOT

HOST = "127.0.0.1"


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server((HOST, 0)) as listener:
        yield int(listener.getsockname()[1])


def web_server(settings: Settings) -> tuple[Child, str]:
    port = free_port(HOST, 1, other_than=1)
    child = start_child("web", "http.server", [str(port), "--bind", HOST], settings)
    return child, f"http://{HOST}:{port}/"


def ends(process: psutil.Process) -> bool:
    """Whether a process ends within a few seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not still_running([process]):
            return True
        time.sleep(0.05)
    return False


def test_a_child_answers_logs_and_stops(settings: Settings) -> None:
    child, url = web_server(settings)
    wait_ready(child, url)
    child.stop()
    assert child.ended
    assert get(url) is None
    assert child.log == settings.resolved_home / "logs" / "web.log"
    assert '"GET / HTTP/1.1" 200' in child.log.read_text()


def test_a_child_that_ends_at_once_is_not_waited_for(settings: Settings) -> None:
    child = start_child("web", "no_such_module", [], settings)
    with pytest.raises(ChildFailedError, match=r"The web ended with code 1\. .*no_such_module.* Its log is .*web\.log"):
        wait_ready(child, f"http://{HOST}:1/")
    child.stop()


def test_a_child_that_refuses_has_its_own_sentence_passed_on(settings: Settings) -> None:
    with pytest.raises(NotReadyError, match="invalid int value: 'loud'"):
        run_to_end("web", "http.server", ["loud"], settings)


def test_a_child_that_is_never_ready_is_given_up(settings: Settings, taken: int) -> None:
    child, _ = web_server(settings)
    try:
        with pytest.raises(NotReadyError, match="was not ready after"):
            wait_ready(child, f"http://{HOST}:{free_port(HOST, taken)}/", seconds=0.3)
    finally:
        child.stop()


def test_a_server_that_ends_while_it_serves_is_told_of_and_started_again(settings: Settings) -> None:
    (first, url), (second, other) = web_server(settings), web_server(settings)
    again = partial(start_child, "web", "http.server", [other.split(":")[-1].strip("/"), "--bind", HOST], settings)
    servers = Servers(settings, ModelServer(settings, free_port(HOST, 0)), KeptChild(again, second), other)
    said: list[str] = []
    try:
        wait_ready(first, url)
        wait_ready(second, other)
        second.process.kill()
        second.process.wait()
        while servers.api.child is second:
            servers.look(said.append)
        wait_ready(servers.api.child, other)
    finally:
        first.stop()
        servers.api.child.stop()
    assert len(said) == 1
    assert re.match(r"The web was ended by signal 9 \(Killed\)\..* It is started again in 0\.5 s\.", said[0])


def test_a_server_that_ends_again_and_again_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pikkit.embedded.backoff.FIRST_SECONDS", 0.0)
    begin = partial(start_child, "web", "no_such_module", [], settings)
    kept, said = KeptChild(begin, begin()), list[str]()
    with pytest.raises(ChildFailedError, match="No module named no_such_module"):
        _look_on(kept, said)
    assert len(said) == MOST


def _look_on(kept: KeptChild, said: list[str]) -> None:
    while True:
        kept.look(said.append)


def test_what_a_child_prints_can_be_read(settings: Settings) -> None:
    assert run_to_end("version", "pikkit.cli.main", ["--version"], settings).startswith("pikkit ")


def test_a_child_knows_our_home_and_no_telemetry(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_HOME", "elsewhere")
    environment = child_environment(settings)
    assert environment["PIKKIT_HOME"] == str(settings.resolved_home)
    assert environment["PIKKIT_STORE_URL"] == settings.store_url  # in a home that is absolute, the same store
    assert environment["DO_NOT_TRACK"] == "1"


PARENT = """
import sys, time
from pathlib import Path
from pikkit.embedded.backoff import MOST
from pikkit.embedded.child import start_child
from pikkit.settings import Settings
from tests.cli.processes import still_running
from tests.servers import ROOT
print(start_child("sleeper", "tests.cli.sleeper", [], Settings(home=Path(sys.argv[1]))).process.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_child_ends_with_its_parent_even_if_that_is_killed(home: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(home)]
    seeing_tests = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=seeing_tests, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.ppid() == parent.pid
        log = home / "logs" / "sleeper.log"
        while "asleep" not in log.read_text():
            time.sleep(0.05)
        parent.kill()
    assert ends(child)


def test_a_free_port_is_taken_as_asked(taken: int) -> None:
    with socket.create_server((HOST, 0)) as listener:
        port = int(listener.getsockname()[1])
    assert free_port(HOST, port) == port
    assert free_port(HOST, port, other_than=port) != port
    assert free_port(HOST, taken) != taken


def _be_told_twice(number: signal.Signals) -> None:
    with stoppable():
        try:
            os.kill(os.getpid(), number)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), number)  # impatience must not break the way out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_is_an_exception_once(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(Stopped, match=number.name):
        _be_told_twice(number)
    assert signal.getsignal(number) is before
