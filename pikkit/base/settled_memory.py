"""Memory that the garbage collector need not look through."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 50_000
"""Of objects that hold others; Python looks at every 700 by default."""


def look_seldom() -> None:
    """Have this process look for garbage once in ``NEW_OBJECTS``: most of what it makes lives as long as it does.

    Imports alone make a million: a command spent a fifth of its time looking through them.
    """
    gc.set_threshold(NEW_OBJECTS)


@contextmanager
def settled_memory() -> Iterator[None]:
    """What is loaded stays until the block ends: to look through it at every turn takes longer than the work does.

    Where the process has settled its memory itself, nothing is changed.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
