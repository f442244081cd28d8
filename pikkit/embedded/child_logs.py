"""The logs of processes that hold them open: rotated by size, and kept over restarts."""

import os
import shutil
from pathlib import Path

_PRIVATE = 0o600


def rotate(log: Path, most_bytes: int, kept: int) -> None:
    """Move what a log holds to ``LOG.1`` if it is large enough, what was there to ``LOG.2``, and so on.

    It is copied and cut off, as whoever writes (by appending) keeps it open: lines written in between are lost.

    Args:
        log: The file; it need not exist.
        most_bytes: From which size.
        kept: How many older ones are kept.
    """
    try:
        if log.stat().st_size < most_bytes:
            return
        for number in range(kept - 1, 0, -1):
            older = _numbered(log, number)
            if older.exists():
                older.replace(_numbered(log, number + 1))
        shutil.copyfile(log, _numbered(log, 1))
        _numbered(log, 1).chmod(_PRIVATE)
        os.truncate(log, 0)
    except FileNotFoundError:
        return


def touch(log: Path) -> None:
    """Make an empty log that is its owner's alone, unless there is one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch(mode=_PRIVATE)
    log.chmod(_PRIVATE)


def _numbered(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
