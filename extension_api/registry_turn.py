"""How many requests may wait for a registry elsewhere at once: a slow one must not hold every thread of the API."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pikkit.base.errors import NotReadyError
from pikkit.registry.client import embedded_database
from pikkit.settings import Settings

_AT_ONCE = 2
PATIENCE_SECONDS = 1.0
_turns = threading.BoundedSemaphore(_AT_ONCE)


@contextmanager
def registry_turn(settings: Settings) -> Iterator[None]:
    """Ask the registry inside of this.

    Raises:
        NotReadyError: Others wait for it already; a home's own registry answers at once and has no turns.
    """
    if embedded_database(settings.resolved_tracking_uri) is not None:
        yield
        return
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise NotReadyError(f"The registry at {settings.resolved_tracking_uri} is slow to answer: others wait for it.")
    try:
        yield
    finally:
        _turns.release()
