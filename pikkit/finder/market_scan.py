"""One look at all that is on offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

from pikkit.base.errors import InputError
from pikkit.bets.names import canonical_sport, canonical_sportsbook
from pikkit.finder.arbitrages import Arbitrage, arbitrages
from pikkit.finder.middles import Middle, middles
from pikkit.finder.price_board import PriceBoard, price_board
from pikkit.finder.value_bets import ValueBet, others_of, value_bets
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.upcoming import on_offer
from pikkit.settings import Settings


@dataclass(frozen=True)
class ScanRules:
    """What is looked for.

    Attributes:
        min_ev: The least expected profit a unit.
        books: Where one can bet, in any spelling; empty: everywhere.
        min_books: The fewest other books that must have an opinion.
        oldest: Older prices say nothing any more.
        kelly: The share of full Kelly, and the largest share of the bankroll.
        weights: How much each book's opinion counts.
    """

    min_ev: float = 0.02
    books: Sequence[str] = ()
    min_books: int = 2
    oldest: timedelta = timedelta(hours=6)
    kelly: tuple[float, float] = (0.25, 0.05)
    weights: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings, min_ev: float | None = None, books: Sequence[str] = ()) -> "ScanRules":
        """Those of the settings, unless others are asked for."""
        return cls(
            settings.quotes_min_ev if min_ev is None else min_ev,
            tuple(books),
            settings.quotes_min_books,
            timedelta(hours=settings.quotes_stale_hours),
            (settings.kelly_fraction, settings.kelly_cap),
        )


class Scan(BaseModel):
    """What was found at a moment."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    events: int = Field(description="Events that books are quoting")
    prices: int = Field(description="Markets of books on the board: whole, fresh, not withdrawn")
    left_out: dict[str, int] = Field(description="Markets of books that were not looked at, by reason")
    unknown_books: list[str] = Field(description="Books asked for that quote nothing")
    opportunities: list[ValueBet]
    arbitrages: list[Arbitrage]
    middles: list[Middle]

    @property
    def sports(self) -> list[str]:
        """The sports of what was found."""
        legs = [*(one.legs[0] for one in self.arbitrages), *(one.legs[0] for one in self.middles)]
        return sorted({one.sport for one in (*self.opportunities, *legs)})

    def of_sport(self, sport: str) -> "Scan":
        """What was found of one sport, in any spelling."""
        wanted = (canonical_sport(sport) or sport).lower()
        kept: dict[str, object] = {
            "opportunities": [one for one in self.opportunities if one.sport.lower() == wanted],
            "arbitrages": [one for one in self.arbitrages if one.legs[0].sport.lower() == wanted],
            "middles": [one for one in self.middles if one.legs[0].sport.lower() == wanted],
        }
        return self.model_copy(update=kept)


def scan_store(store: QuoteStore, rules: ScanRules, now: datetime | None = None) -> Scan:
    """Scan the stored quotes of events to come."""
    now = now or datetime.now(UTC)
    return scan(on_offer(store, now), rules, now)


def scan(quotes: pa.Table, rules: ScanRules, now: datetime) -> Scan:
    """Scan quotes (schema QUOTES) at a moment."""
    return scan_board(price_board(quotes, now, rules.oldest), rules, now)


def scan_board(board: PriceBoard, rules: ScanRules, now: datetime) -> Scan:
    """Scan what is on a board."""
    if rules.min_books < 1:
        raise InputError("An opportunity needs at least one other book's opinion.")
    asked = {canonical_sportsbook(book)[0]: None for book in rules.books}
    mine = np.array([not asked or book in asked for book in board.offers.books], dtype=bool)
    there = ~np.isnan(board.logits[:, :, 0])
    return Scan(
        at=now,
        events=len(np.unique(board.offers.markets.event[there.any(axis=1)])),
        prices=int(there.sum()),
        left_out=dict(board.left_out),
        unknown_books=[book for book in asked if book not in board.offers.books],
        opportunities=value_bets(
            board, others_of(board, rules.weights), mine, rules.min_ev, rules.min_books, rules.kelly
        ),
        arbitrages=arbitrages(board, mine),
        middles=middles(board, mine, rules.min_ev),
    )
