"""Exports read ahead by processes of their own, while those before them are stored."""

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from pikkit.bets.export import ExportRead, FormatChoice, iter_export
from pikkit.sync.export_readers import ExportReaders

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
    with ExportReaders() as readers:
        yield readers.read


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # told when it is read
        return 0
