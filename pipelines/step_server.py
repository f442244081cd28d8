"""The process that a local run's steps are forked from: what they use is imported and made once a run, not once a step.

It does so while nothing is asked of it, so that no step waits for what it does not use, and ends with the run. A step
is a process of its own as before: with its own memory, exit status and signals.
"""

import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

from pikkit.base.settled_memory import look_seldom
from pikkit.pipelines.step_client import LENGTH_BYTES, MODULE

_REQUEST_SECONDS = 10.0
_STANDARD_FILES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What a step was to be started with, and its stdin, stdout and stderr."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    files: list[int]

    def run(self) -> None:
        """Become the step, in a process of its own."""
        for number, file in enumerate(self.files):
            os.dup2(file, number)
            os.close(file)
        os.environ.clear()
        os.environ.update(self.environment)
        os.chdir(self.folder)
        sys.argv = [MODULE, *self.arguments]
        import_module(MODULE).executor_main()


class StepServer:
    """Forks steps until its stdin ends.

    Args:
        path: Where its socket is made; nobody but this user may use it.
        modules: What to ``prepare``, in this order.
    """

    def __init__(self, path: Path, modules: list[str]) -> None:
        self._modules = modules
        self._running: dict[int, tuple[int, socket.socket]] = {}
        self._listener = _listener(path)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(sys.stdin, selectors.EVENT_READ)

    def serve(self) -> Step | None:
        """Serve; returns None at the end, and in each forked process the step that it is to be."""
        while True:
            ready = self._selector.select(0 if self._modules else None)
            if not ready:
                prepare(self._modules.pop(0))
            for key, _ in ready:
                if key.fileobj is sys.stdin:
                    self._end()
                    return None
                if key.fileobj is not self._listener:
                    key.data()
                elif step := self._fork():
                    return step

    def _fork(self) -> Step | None:
        connection, _ = self._listener.accept()
        try:
            step = _received(connection)
        except (OSError, ValueError):
            connection.close()
            return None
        if not (pid := os.fork()):
            self._forget()
            connection.close()
            return step
        for file in step.files:
            os.close(file)
        ended = os.pidfd_open(pid)
        self._running[pid] = ended, connection
        self._selector.register(ended, selectors.EVENT_READ, partial(self._reap, pid))
        self._selector.register(connection, selectors.EVENT_READ, partial(self._abandon, pid))
        return None

    def _reap(self, pid: int) -> None:
        """Tell who waits for a step how it ended."""
        ended, connection = self._running.pop(pid)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._selector.unregister(ended)
        os.close(ended)
        with suppress(KeyError):  # nobody waits any more
            self._selector.unregister(connection)
        with suppress(OSError), connection:
            connection.sendall(str(status).encode())

    def _abandon(self, pid: int) -> None:
        """End a step that nobody waits for any more."""
        if pid in self._running:
            self._selector.unregister(self._running[pid][1])
            os.kill(pid, signal.SIGTERM)

    def _end(self) -> None:
        for pid in self._running:
            os.kill(pid, signal.SIGTERM)

    def _forget(self) -> None:
        self._selector.close()
        self._listener.close()
        for ended, connection in self._running.values():
            os.close(ended)
            connection.close()


def _listener(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    os.chdir(path.parent)  # the address of a socket may have some 100 characters only
    before = os.umask(0o177)
    listener.bind(path.name)
    os.umask(before)
    listener.listen()
    return listener


def _received(connection: socket.socket) -> Step:
    connection.settimeout(_REQUEST_SECONDS)
    length, files, _, _ = socket.recv_fds(connection, LENGTH_BYTES, _STANDARD_FILES)
    with connection.makefile("rb") as stream:
        return Step(**json.loads(stream.read(int.from_bytes(length))), files=files)


def prepare(name: str) -> None:
    """Import a module, or call ``module:function``, which keeps what it makes; what fails is left to who wants it."""
    with suppress(Exception):
        prepared = resolve_name(name)
        if ":" in name:
            prepared()


def main(path: str, *modules: str) -> None:
    """Serve at a socket, and be each step that is asked for."""
    look_seldom()
    step = StepServer(Path(path), list(modules)).serve()
    if step:
        step.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
