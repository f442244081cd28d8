"""Prices that pages show become quotes, where the setting ``quotes_from_pages`` says so: behind the answers."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import starmap
from typing import NamedTuple

import pyarrow as pa

from pikkit.base.errors import PikkitError
from pikkit.base.sql_moments import microseconds_of
from pikkit.extension_api.offers_now import OffersNow
from pikkit.extension_api.scoring import ScoreAsked
from pikkit.quotes.asked_prices import SeenPrice, asked_prices
from pikkit.quotes.normalise import normalise
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.scoring.selection import BetBatch
from pikkit.settings import Settings

log = logging.getLogger("pikkit.offers")
MOST_WAITING = 20
"""Batches that wait to be stored; while a store is slower than pages, the oldest of them go."""


class _Shown(NamedTuple):
    """Bets that were asked about, by whom and when."""

    asked: Sequence[ScoreAsked]
    bettor: str
    at: datetime


class PricesShown:
    """Stores what it is shown, one batch after the other; threads may share it, and none waits for the store.

    A price is nothing that was promised to be kept: those of a store that cannot be reached are lost, and logged.

    Args:
        settings: Whether to, and where the store is.
        offers: Knows the events that other quotes are about.
    """

    def __init__(self, settings: Settings, offers: OffersNow) -> None:
        self._settings, self._offers = settings, offers
        self._wanted = settings.quotes_from_pages and not settings.sample
        self._waiting: deque[_Shown] = deque(maxlen=MOST_WAITING)
        self._storing = threading.Lock()
        self._store: QuoteStore | None = None

    def keep(self, asked: Sequence[ScoreAsked], bettor: str) -> None:
        """Store the prices of bets that are placed now as what their books offer."""
        now = [one for one in asked if one.placed_at is None] if self._wanted else []
        if now:
            self._waiting.append(_Shown(now, bettor, datetime.now(UTC)))
            threading.Thread(target=self.settle, name="prices", daemon=True).start()

    def settle(self) -> None:
        """Store what waits; what comes while another thread does, that one stores too."""
        while self._waiting and self._storing.acquire(blocking=False):
            try:
                self._keep_all()
            finally:
                self._storing.release()

    def close(self) -> None:
        """Store what waits, and let go of connections."""
        with self._storing:
            self._keep_all()
            if self._store is not None:
                self._store.close()
            self._store = None

    def _keep_all(self) -> None:
        while self._waiting:
            try:
                self._keep(self._waiting.popleft())
            except PikkitError as error:
                log.warning("Prices that a page showed were not stored: %s", error)

    def _keep(self, shown: _Shown) -> None:
        batch = normalise(self._rows(shown), f"shown to {shown.bettor}", shown.at)
        if batch.quotes.num_rows:
            if self._store is None:
                self._store = open_quote_store(self._settings)
            self._store.append(batch.quotes)

    def _rows(self, shown: _Shown) -> pa.Table:
        board = self._offers.board()
        bets = BetBatch.of([one.bet() for one in shown.asked])
        placed = bets.placed_bets(bets.placed_by(shown.at))
        books = [book or "" for book in placed.sportsbook]
        prices = list(starmap(_prices, zip(shown.asked, books, placed.placed_at.tolist(), strict=True)))
        return asked_prices(placed, prices, [one.event_start for one in shown.asked], board.index)


def _prices(asked: ScoreAsked, book: str, now: int) -> list[SeenPrice]:
    """What books offer on a bet's selection; a price that could be one of another format is no quote."""
    own = [] if asked.doubtful_odds else [SeenPrice(book, asked.decimal_odds, now)]
    more = [SeenPrice(one.sportsbook, one.decimal_odds()[0], now) for one in asked.books if not one.warnings()]
    others = [
        SeenPrice(one.sportsbook, one.odds, now if one.observed_at is None else microseconds_of(one.observed_at))
        for one in asked.quotes or ()
    ]
    return [*own, *more, *others]
