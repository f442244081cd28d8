"""A disk without room, told in a sentence by whatever writes to it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pikkit.base.errors import NotReadyError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WORDS = ("No space left on device", "Disk quota exceeded", "File too large")
"""How libraries that keep no number say the same."""


@contextmanager
def room_in(folder: Path, what: str) -> Iterator[None]:
    """Write to a folder inside of this.

    Args:
        folder: Where to.
        what: What cannot be had without, such as "the figures of bets".

    Raises:
        NotReadyError: There is no room.
    """
    try:
        yield
    except Exception as error:  # DuckDB's and Arrow's are of many classes
        if getattr(error, "errno", None) in _FULL or any(words in str(error) for words in _WORDS):
            raise NotReadyError(
                f"The disk that holds {folder} is full, so {what} cannot be made; free some space."
            ) from error
        raise
