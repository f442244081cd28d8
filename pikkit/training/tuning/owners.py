"""Which process is at work on a trial, and whether it can still be."""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

from pikkit.base.process import process_runs

SILENT_SECONDS = 900.0
"""A process on another machine that reported no fold for so long is taken for dead."""


def this_process() -> str:
    """This process's name among all that ever were: machine, id and, where the system tells it, time of start."""
    return f"{socket.gethostname()}:{os.getpid()}:{_start(os.getpid())}"


def may_live(owner: str, heard_of: float) -> bool:
    """Whether a process can still be at work.

    Args:
        owner: What ``this_process`` said in it.
        heard_of: When it was last heard of, in seconds since 1970.
    """
    host, _, rest = owner.rpartition(":")[0].rpartition(":")
    start = owner.rpartition(":")[2]
    if host == socket.gethostname() and rest.isdecimal():
        return process_runs(int(rest)) and _start(int(rest)) == start
    return time.time() - heard_of < SILENT_SECONDS


def _start(pid: int) -> str:
    """When a process began, in clock ticks since the machine did; empty where there is no /proc.

    A process id alone may have been given to another process since. A zombie runs no more.
    """
    with suppress(OSError):
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return fields[18] if state not in "ZX" else "ended"
    return ""
