"""Several predictor processes at one address: each accepts from the same socket, and all count into the same metrics.

Nothing of the model is loaded here, so the processes share nothing that could be broken by being shared.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryDirectory
from types import FrameType

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that makes prometheus_client keep its figures in files, which every worker's scrape adds up."""

SHORT_SECONDS = 10.0
"""A worker that gives up sooner would do so again and again."""

POLL_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1


def count_alone() -> None:
    """Forget a directory of figures that was meant for another process: Feast leaves one to all that follow it.

    Before anything imports prometheus_client, which looks for it then.
    """
    os.environ.pop(MULTIPROCESS, None)


def supervise(listener: socket.socket, count: int, command: Sequence[str]) -> int:
    """Keep so many workers running until told to stop; one that ends is replaced, unless it gave up at the start.

    SIGTERM and SIGINT stop them gently, SIGHUP has them load their model again.

    Args:
        listener: The bound socket they accept from.
        count: How many.
        command: What to run of Python: its arguments, to which ``--fd NUMBER`` is added.

    Returns:
        0 after a stop, else the code of the worker that could not run.
    """
    with TemporaryDirectory(prefix="pikkit-metrics-") as figures:
        os.environ[MULTIPROCESS] = figures
        return _Supervisor(listener, command).run(count)


class _Supervisor:
    def __init__(self, listener: socket.socket, command: Sequence[str]) -> None:
        self._listener = listener
        self._command = [sys.executable, *command, "--fd", str(listener.fileno())]
        self._workers: dict[subprocess.Popen[bytes], float] = {}
        self._stopping = False

    def run(self, count: int) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._tell)
        for _ in range(count):
            self._start()
        code = 0
        while self._workers:
            code = self._replace_ended() or code
            time.sleep(POLL_SECONDS)
        return code

    def _start(self) -> None:
        worker = subprocess.Popen(self._command, pass_fds=[self._listener.fileno()])  # noqa: S603 (ours)
        self._workers[worker] = time.monotonic()

    def _replace_ended(self) -> int:
        from prometheus_client.multiprocess import mark_process_dead

        for worker in [worker for worker in self._workers if worker.poll() is not None]:
            lived = time.monotonic() - self._workers.pop(worker)
            mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # prometheus_client
            if self._stopping:
                continue
            if worker.returncode > 0 and lived < SHORT_SECONDS:
                self._stop()
                return worker.returncode
            self._start()
        return 0

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping = True
        self._tell(signal.SIGTERM)

    def _tell(self, number: int, _frame: FrameType | None = None) -> None:
        for worker in list(self._workers):
            with suppress(ProcessLookupError):
                worker.send_signal(number)


def die_with_parent() -> None:
    """Have a worker stop when its supervisor is killed; only Linux can promise that (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
