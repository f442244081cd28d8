"""Exports read ahead by processes of their own, while those before them are stored."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from pikkit.bets.export import ExportRead, FormatChoice, iter_export
from pikkit.sync import export_reader
from pikkit.sync.export_reader import Asked

PAYS = 64 << 20
"""Bytes of exports from which processes that read them pay: each takes 1.5 CPU seconds to start."""

T = TypeVar("T")


class ReadExport(Protocol):
    """Whoever reads exports as ``iter_export`` does."""

    def __call__(
        self,
        file: Path,
        bettor: str | None,
        /,
        *,
        batch_rows: int,
        format: FormatChoice,  # noqa: A002
    ) -> Iterator[ExportRead]:
        """The parts of an export."""


def ahead(items: Iterator[T], count: int) -> Iterator[T]:
    """The items in their order; when one is handed out, the ``count - 1`` after it have been made."""
    waiting = deque(islice(items, count))
    while waiting:
        yield waiting.popleft()
        waiting.extend(islice(items, 1))


def readers_for(files: Sequence[Path], most: int, chosen: FormatChoice = None) -> int:
    """How many processes shall read these files; 0: this one.

    Args:
        files: What is to be read.
        most: At most so many.
        chosen: Their format; one that is no name cannot be sent.
    """
    count = min(most, len(files), _cores())
    if count < 2 or not isinstance(chosen, str | None) or sum(map(_size, files)) < PAYS:
        return 0
    return count


@contextmanager
def reading(count: int) -> Iterator[ReadExport]:
    """What reads exports until the block ends: so many processes; 0: this one."""
    if not count:
        yield iter_export
        return
    readers = ExportReaders()
    try:
        yield readers.read
    finally:
        readers.close()


class ExportReaders:
    """Processes that read one export each at a time, a part ahead of what is asked for; each starts when wanted."""

    def __init__(self) -> None:
        self._idle: list[subprocess.Popen[bytes]] = []
        self._running: list[subprocess.Popen[bytes]] = []

    def read(
        self,
        file: Path,
        bettor: str | None,
        *,
        batch_rows: int,
        format: FormatChoice,  # noqa: A002
    ) -> Iterator[ExportRead]:
        """Begin to read one, and give its parts; errors are those of ``iter_export``, with the first part.

        Raises:
            OSError: The process cannot be started, or ended without an answer.
        """
        if not isinstance(format, str | None):
            raise TypeError(f"A format is sent by its name, not as {type(format).__name__}.")
        process = self._idle.pop() if self._idle else self._start()
        assert process.stdin is not None, "it is a pipe"  # noqa: S101 — only narrows the type
        with suppress(BrokenPipeError):  # it is gone: told where its first part is waited for
            pickle.dump(Asked(file, bettor, batch_rows, format), process.stdin)
            process.stdin.flush()
        return self._parts(process)

    def close(self) -> None:
        """End all processes, whatever they are at."""
        while self._running:
            self._end(self._running[-1])

    def _parts(self, process: "subprocess.Popen[bytes]") -> Iterator[ExportRead]:
        answered = False
        try:
            while (answer := _answer(process)) is not None:
                if isinstance(answer, Exception):
                    answered = True
                    raise answer
                yield answer
            answered = True
        finally:
            if answered:
                self._idle.append(process)
            else:
                self._end(process)

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", export_reader.__name__]
        # In a session of its own, so that Ctrl-C ends what asks and not what answers; that ends with its input.
        process = subprocess.Popen(  # noqa: S603 — the command is ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._running.append(process)
        return process

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        if process in self._running:
            self._running.remove(process)
            process.kill()
            process.communicate()


def _answer(process: "subprocess.Popen[bytes]") -> export_reader.Answer:
    assert process.stdout is not None, "it is a pipe"  # noqa: S101 — only narrows the type
    try:
        answer: export_reader.Answer = pickle.load(process.stdout)  # noqa: S301 — our own child's bytes
    except (EOFError, pickle.UnpicklingError) as error:
        raise OSError(None, f"the process that read it ended with status {process.wait()}") from error
    return answer


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # told when it is read
        return 0
