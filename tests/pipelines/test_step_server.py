"""Steps forked from one process are what steps started anew are: by output, environment, folder, exit and signal."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.pipelines import step_client, step_server
from pikkit.pipelines.warm_steps import modules_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="steps are forked on Linux alone")
SECONDS = 120
COMPONENT = """
import os, sys, threading, time

def tell(word: str):
    print(word, os.environ.get("STEP_WORD"), os.getcwd(), os.getppid(), threading.active_count(), flush=True)

def leave(word: str):
    sys.exit(int(word))

def break_off(word: str):
    raise ValueError(word)

def die(word: str):
    os.kill(os.getpid(), int(word))

def last(word: str):
    print(os.getpid(), flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a run; its path is longer than the address of a socket may be."""
    made = tmp_path / ("a long name " * 10)
    made.mkdir()
    (made / "component.py").write_text(COMPONENT)
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A step server of that folder, up."""
    command = [sys.executable, "-m", step_server.__name__, str(folder / "steps.sock"), step_client.MODULE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, "_KFP_RUNTIME": "true"}) as process:
        end = time.monotonic() + SECONDS
        while not (folder / "steps.sock").exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        yield process
        process.kill()


def begun(folder: Path, function: str, word: str, **environment: str) -> subprocess.Popen[str]:
    """A step as kfp's runner would start it with the run's python3."""
    given = {"inputs": {"parameterValues": {"word": word}}, "outputs": {"outputFile": str(folder / "output.json")}}
    return subprocess.Popen(
        [
            *(sys.executable, "-I", "-S", step_client.__file__, str(folder / "steps.sock"), sys.executable),
            *("-m", step_client.MODULE, "--component_module_path", str(folder / "component.py")),
            *("--executor_input", json.dumps(given), "--function_to_execute", function),
        ],
        cwd=folder,
        env={**os.environ, "_KFP_RUNTIME": "true", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(folder: Path, function: str, word: str, **environment: str) -> tuple[int, str]:
    """How a step ended, and what it wrote."""
    with begun(folder, function, word, **environment) as process:
        output, _ = process.communicate(timeout=SECONDS)
        return process.returncode, output


def test_a_step_has_the_files_the_environment_and_the_folder_it_was_started_with(
    folder: Path, server: subprocess.Popen[bytes]
) -> None:
    for word in ("first", "second"):
        status, output = ended(folder, "tell", word, STEP_WORD=f"{word}'s own")
        assert status == 0, output
        assert f"{word} {word}'s own {folder} {server.pid} 1\n" in output
    assert "STEP_WORD" not in os.environ


@pytest.mark.parametrize("served", [True, False], ids=["forked", "started anew"])
def test_a_step_ends_as_it_would_alone(folder: Path, request: pytest.FixtureRequest, served: bool) -> None:
    if served:
        request.getfixturevalue("server")
    assert ended(folder, "leave", "3")[0] == 3
    status, output = ended(folder, "break_off", "what was wrong")
    assert status == 1
    assert "ValueError: what was wrong" in output
    status, output = ended(folder, "die", str(int(signal.SIGKILL)))
    assert status == -signal.SIGKILL
    assert (f"{step_client.ENDED_BY}9\n" in output) == served


@pytest.mark.parametrize("killed", ["client", "server"])
def test_no_step_outlives_who_waits_for_it_nor_its_run(
    folder: Path, server: subprocess.Popen[bytes], killed: str
) -> None:
    with begun(folder, "last", "") as waiting:
        assert waiting.stdout
        pid = next(int(line) for line in waiting.stdout if line.strip().isdigit())
        step = psutil.Process(pid)
        if killed == "client":
            waiting.kill()
        else:
            assert server.stdin
            server.stdin.close()
        step.wait(SECONDS)
        assert waiting.wait(SECONDS)


def test_nobody_else_may_have_a_step_run(folder: Path, server: subprocess.Popen[bytes]) -> None:
    assert server.poll() is None
    assert stat.S_IMODE((folder / "steps.sock").stat().st_mode) == 0o600


@pytest.mark.slow
def test_what_is_prepared_exists_is_kept_and_begins_no_thread() -> None:
    """A thread would be missing in each forked step."""
    made = [name for name in modules_of(["tune", "register"]) if ":" in name]
    code = (
        "import pkgutil, threading\n"
        f"for name in {modules_of(['tune', 'register'])!r}: pkgutil.resolve_name(name)\n"
        f"for made in map(pkgutil.resolve_name, {made!r}): assert made() is made()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(threading.active_count())"],
        env={**os.environ, "_KFP_RUNTIME": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-1] == "1"
