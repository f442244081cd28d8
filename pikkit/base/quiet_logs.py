"""Libraries whose logs would tell what nobody may read: addresses that hold a key, a token or a password."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_blocks: Counter[str] = Counter()
_levels: dict[str, int] = {}
"""Of loggers that are quiet now: in how many blocks, and the level that each goes back to."""


@contextmanager
def quiet_logs(*names: str) -> Iterator[None]:
    """Let these loggers say warnings and worse alone, until the last block of any thread that asks for it ends."""
    with _lock:
        for name in names:
            _begin(name)
    try:
        yield
    finally:
        with _lock:
            for name in names:
                _end(name)


def _begin(name: str) -> None:
    logger = logging.getLogger(name)
    if not _blocks[name]:
        _levels[name] = logger.level
        logger.setLevel(max(logger.getEffectiveLevel(), logging.WARNING))
    _blocks[name] += 1


def _end(name: str) -> None:
    _blocks[name] -= 1
    if not _blocks[name]:
        logging.getLogger(name).setLevel(_levels.pop(name))
