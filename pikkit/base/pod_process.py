"""SIGTERM for a program that is the first process of a pod's container."""

import os
import signal
import sys
from types import FrameType

FIRST = 1
"""The process id of a container's own program."""


def heed_sigterm(pid: int | None = None) -> None:
    """Have SIGTERM end this process where the kernel would drop it, as the first process has no handler of its own.

    A pod that is deleted would otherwise wait for its whole grace period (30 s or more) and be killed then.

    Args:
        pid: Ours; default: what the system says.
    """
    if (os.getpid() if pid is None else pid) == FIRST:
        signal.signal(signal.SIGTERM, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
