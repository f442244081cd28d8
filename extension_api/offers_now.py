"""The app's door to the stored quotes of events to come: read at the first question, anew after a short while."""

import threading
import time
from datetime import UTC, datetime, timedelta

from pikkit.finder.market_scan import Scan, ScanRules, scan_board
from pikkit.finder.price_board import PriceBoard, price_board
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.quotes.store.upcoming import upcoming
from pikkit.settings import Settings

FRESH_SECONDS = 30.0
"""A board that was read longer ago is read anew when next asked for."""


class OffersNow:
    """What books offer now, by what is stored; threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._store: QuoteStore | None = None
        self._board: PriceBoard | None = None
        self._read_at = 0.0

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
            if self._board is None or time.monotonic() - self._read_at > FRESH_SECONDS:
                self._board = self._read()
                self._read_at = time.monotonic()
            return self._board

    def close(self) -> None:
        """Let go of connections."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = self._board = None

    def _read(self) -> PriceBoard:
        if self._store is None:
            self._store = open_quote_store(self._settings)
        now = datetime.now(UTC)
        return price_board(upcoming(self._store, now), now, timedelta(hours=self._settings.quotes_stale_hours))
