"""Memory that the garbage collector need not look through."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
