"""The python3 that kfp's local runner starts for a step: it has the step forked from the run's step server.

Run as a file, without site-packages, so that it costs some milliseconds. Its arguments are the socket, the interpreter,
and what python3 was called with. Where no server answers it becomes the interpreter.
"""

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

MODULE = "kfp.dsl.executor_main"
LENGTH_BYTES = 8
"""A request is its length, then its JSON; the connection stays open until the step has ended."""
ENDED_BY = "The process of this step was ended by signal "
"""What the log says then, before the number: kfp's local runner tells only that the step failed."""


def exit_status(path: Path, arguments: list[str]) -> int | None:
    """Have a step run; blocks until it has ended.

    Args:
        path: The server's socket.
        arguments: The step's, after the module's name.

    Returns:
        What it exited with, a signal that ended it as its negative; None if no server took it.
    """
    folder = str(Path.cwd())
    body = json.dumps({"arguments": arguments, "environment": dict(os.environ), "folder": folder}).encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            os.chdir(path.parent)  # the address of a socket may have some 100 characters only
            connection.connect(path.name)
            socket.send_fds(connection, [len(body).to_bytes(LENGTH_BYTES)], [0, 1, 2])
            connection.sendall(body)
        except OSError:
            return None
        finally:
            os.chdir(folder)
        answer = connection.recv(64)
    return int(answer) if answer else 1


def main(path: str, interpreter: str, *given: str) -> None:
    """Be the step, as far as who started it can tell."""
    status = exit_status(Path(path), list(given[2:])) if given[:2] == ("-m", MODULE) else None
    if status is None:
        os.execv(interpreter, [interpreter, *given])  # noqa: S606 (the interpreter that runs us)
    if status < 0:
        sys.stderr.write(f"{ENDED_BY}{-status}\n")
        sys.stderr.flush()
        with suppress(OSError):  # what cannot be handled has its default
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    sys.exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
