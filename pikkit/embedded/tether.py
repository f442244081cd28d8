"""Run as a script: ``tether.py PARENT COMMAND…`` becomes the command, which ends when the parent does, even by SIGKILL.

Only Linux can promise that (prctl(2), PR_SET_PDEATHSIG); elsewhere the command just runs. It is a script of its own,
without imports of ours, so that nothing has to happen between fork and exec of a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent and turn it into the command."""
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != int(parent):  # it ended before it could be tied to
            sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 — the command is ours


if __name__ == "__main__":
    main()
