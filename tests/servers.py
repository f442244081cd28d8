"""Real servers for tests: a process on a free loopback port, stopped when the test is done with it."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_SECONDS = 180
STOP_SECONDS = 30
_ADDRESS = re.compile(r"[Ll]istening (?:on|at):? (http://\S+?:\d+)")


@dataclass
class Running:
    """A server process: where it answers, and what it has logged so far."""

    url: str
    process: subprocess.Popen[str]
    log: list[str]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(arguments: Sequence[str], env: dict[str, str] | None = None) -> Iterator[Running]:
    """Run ``python ARGUMENTS`` until the block ends; it must log "Listening on http://HOST:PORT".

    At the end it gets a SIGTERM, and must leave with code 0.
    """
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    log: list[str] = []
    ready = threading.Event()
    reader = threading.Thread(target=_read, args=(process, log, ready), daemon=True)
    reader.start()
    try:
        if not ready.wait(START_SECONDS):
            raise TimeoutError("".join(log))
        yield Running(_address(log), process, log)
        process.terminate()
        code = process.wait(STOP_SECONDS)
    finally:
        process.kill()
        process.wait()
        reader.join()
        if process.stderr:
            process.stderr.close()
    if code != 0:
        raise RuntimeError(f"The server stopped with code {code}: {''.join(log)}")


def _read(process: subprocess.Popen[str], log: list[str], ready: threading.Event) -> None:
    for line in process.stderr or ():
        log.append(line)
        if _ADDRESS.search(line):
            ready.set()
    ready.set()  # the process ended: let the waiting test see what it said


def _address(log: Sequence[str]) -> str:
    found = _ADDRESS.search("".join(log))
    if not found:
        raise RuntimeError(f"The server did not start: {''.join(log)}")
    return found[1]
