"""The file of events: one JSON object a line, written by several processes at once."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pikkit.settings import Settings


def journal_of(settings: Settings) -> Path:
    """Where the events of a home are."""
    return settings.resolved_home / "lineage" / "events.jsonl"


def append_line(journal: Path, line: str) -> None:
    """Add a line, whole and on a line of its own, whoever else writes and whoever died writing.

    Raises:
        OSError: The file cannot be written.
    """
    journal.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(journal, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        _write(file, (("\n" if _is_torn(file) else "") + line + "\n").encode())
    finally:
        os.close(file)


def lines_of(journal: Path) -> Iterator[bytes]:
    """The lines of a journal, torn ones included; none if there is no journal."""
    if not journal.is_file():
        return
    with journal.open("rb") as file:
        yield from file


def _is_torn(file: int) -> bool:
    """Whether the last line was not finished: its writer died, or the disk was full."""
    size = os.fstat(file).st_size
    return size > 0 and os.pread(file, 1, size - 1) != b"\n"


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]
