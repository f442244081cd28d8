"""The newest snapshot of the stored quotes, for servers: read at first, and again behind their backs."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from pikkit.base.errors import PikkitError
from pikkit.quotes.quote_snapshot import QuoteSnapshot

FRESH_SECONDS = 30.0
"""A snapshot that was read longer ago is read anew when next asked for."""
SHARE = 20.0
"""What takes a second to read is read every so many seconds at most."""

log = logging.getLogger("pikkit.quotes")


class NewestQuotes:
    """What books offer now, by what is stored; threads may share it, and nobody waits for a newer snapshot.

    A store that cannot be read leaves the snapshot as it is, which grows old: scores say how old prices are.

    Args:
        read: Reads the stored quotes of events to come (schema QUOTES).
        back: From how long ago on it reads all that tells what was on offer; None: it reads everything.
    """

    def __init__(self, read: Callable[[], pa.Table], back: timedelta | None = None) -> None:
        self._read, self._back = read, back
        self._reading = threading.Lock()
        self._snapshot: QuoteSnapshot | None = None
        self._due = 0.0
        self.refresh()

    def snapshot(self) -> QuoteSnapshot | None:
        """The newest that was read; None where no quote is stored, or none could be read yet."""
        if time.monotonic() >= self._due and not self._reading.locked():
            threading.Thread(target=self.refresh, name="quotes", daemon=True).start()
        return self._snapshot

    def refresh(self) -> None:
        """Read it anew, unless somebody is doing so; a store that cannot be read is logged."""
        if not self._reading.acquire(blocking=False):
            return
        began = time.monotonic()
        try:
            quotes = self._read()
            self._snapshot = QuoteSnapshot.of(quotes, self._since()) if quotes.num_rows else None
        except PikkitError as error:
            log.warning("Scores go on with the quotes read before, if any were: %s", error)
        finally:
            ended = time.monotonic()
            self._due = ended + max(FRESH_SECONDS, SHARE * (ended - began))
            self._reading.release()

    def _since(self) -> datetime | None:
        """From when on what was read is whole; asked after reading, so that it is no earlier."""
        return None if self._back is None else datetime.now(UTC) - self._back
