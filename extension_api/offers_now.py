"""The app's door to the stored quotes of events to come: read at the first question, anew after a short while."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta

from pikkit.base.errors import PikkitError
from pikkit.finder.market_scan import Scan, ScanRules, scan_board
from pikkit.finder.price_board import PriceBoard, price_board
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.quotes.store.upcoming import on_offer
from pikkit.settings import Settings

log = logging.getLogger("pikkit.offers")
FRESH_SECONDS = 30.0
"""A board that was read longer ago is read anew when next asked for."""


class OffersNow:
    """What books offer now, by what is stored; threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._store: QuoteStore | None = None
        self._board: PriceBoard | None = None
        self._read_at = self._again = 0.0
        self._closed = False

    def scan(self, rules: ScanRules) -> Scan:
        """Scan it.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        board = self.board()
        return scan_board(board, rules, datetime.fromtimestamp(board.now / 1e6, UTC))

    def board(self) -> PriceBoard:
        """The newest board."""
        with self._lock:
            return self._current()

    def latest(self) -> PriceBoard | None:
        """The newest board that was read, without waiting; one is read meanwhile if there is none or it is old."""
        if self._is_old() and time.monotonic() >= self._again:
            self._again = time.monotonic() + FRESH_SECONDS
            threading.Thread(target=self._read_quietly, name="offers", daemon=True).start()
        return self._board

    def close(self) -> None:
        """Let go of connections."""
        with self._lock:
            self._closed = True
            if self._store is not None:
                self._store.close()
            self._store = self._board = None

    def _is_old(self) -> bool:
        return self._board is None or time.monotonic() - self._read_at > FRESH_SECONDS

    def _current(self) -> PriceBoard:
        if self._board is None or self._is_old():
            self._board = self._read()
            self._read_at = time.monotonic()
        return self._board

    def _read_quietly(self) -> None:
        with self._lock:
            try:
                if not self._closed:
                    self._current()
            except PikkitError as error:
                log.warning("What other books offer is not known: %s", error)

    def _read(self) -> PriceBoard:
        if self._store is None:
            self._store = open_quote_store(self._settings)
        now = datetime.now(UTC)
        return price_board(on_offer(self._store, now), now, timedelta(hours=self._settings.quotes_stale_hours))
