"""The cluster's processes, each known by a file with its id; only those are ever ended."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress

from tests.cluster.machine.network import INSIDE
from tests.cluster.machine.places import Places


def alive(places: Places, name: str) -> bool:
    """Whether the process runs, and is the one that was started."""
    return _pid(places, name) is not None


def start(places: Places, name: str, command: Sequence[str], *, inside: bool = True) -> None:
    """Start it, unless it runs.

    Args:
        places: Where ids and logs are kept.
        name: What it is called.
        command: Program and arguments.
        inside: Whether it belongs into the node's network.
    """
    if alive(places, name):
        return
    places.logs.mkdir(parents=True, exist_ok=True)
    with (places.logs / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [*(INSIDE if inside else []), *command],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    folder = places.state / "processes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{process.pid} {_began(process.pid)}")


def stop(places: Places, name: str, seconds: float = 10) -> None:
    """End it: gently, and after some seconds not."""
    pid = _pid(places, name)
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            end = time.monotonic() + seconds
            while alive(places, name) and time.monotonic() < end:
                _reap(pid)
                time.sleep(0.1)
            if alive(places, name):
                os.kill(pid, signal.SIGKILL)
    (places.state / "processes" / name).unlink(missing_ok=True)


def _pid(places: Places, name: str) -> int | None:
    file = places.state / "processes" / name
    if not file.is_file():
        return None
    pid, began = file.read_text().split()
    return int(pid) if _began(int(pid)) == began else None


def _began(pid: int) -> str:
    """When a process began, in clock ticks: an id may have been given to another since. "0" without such a process."""
    with suppress(OSError):
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            fields = stat.read().rpartition(")")[2].split()
        return "0" if fields[0] == "Z" else fields[19]
    return "0"


def _reap(pid: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
