"""The market and side of each bet among the offers."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pikkit.bets.player_name import subject_key
from pikkit.quotes.match.bets import BetMatches
from pikkit.quotes.match.competitor import competitor
from pikkit.quotes.match.events import Event
from pikkit.quotes.offers import SLOTS, Ints, Offers
from pikkit.quotes.placed_bets import PlacedBets


@dataclass(frozen=True)
class OfferPositions:
    """Where n bets stand among the offers; −1 for nowhere.

    Attributes:
        market: The offers' market, shape (n,).
        slot: The side's place in its rows of prices, shape (n,).
    """

    market: Ints
    slot: Ints


def select(bets: PlacedBets, matches: BetMatches, offers: Offers) -> OfferPositions:
    """Find the market and side of each matched bet, at the bet's own line.

    Args:
        bets: In the terms of the bets table.
        matches: Their events.
        offers: What books offered.
    """
    named = _Said(bets)
    market = np.full(len(named), -1, dtype=np.int64)
    slot = np.full(len(named), -1, dtype=np.int64)
    for row in np.flatnonzero(matches.matched).tolist():
        market[row], slot[row] = named.place(row, int(matches.event[row]), bool(matches.flipped[row]), offers)
    return OfferPositions(market, slot)


class _Said:
    """What bets say of their selection."""

    def __init__(self, bets: PlacedBets) -> None:
        self._side = [text or "" for text in bets.side]
        self._market = [(text or "").removeprefix("alternate ") for text in bets.market]
        self._period = [text or "" for text in bets.period]
        self._subject = [text or "" for text in bets.subject]
        self._line = bets.line

    def __len__(self) -> int:
        return len(self._side)

    def place(self, row: int, event: int, flipped: bool, offers: Offers) -> tuple[int, int]:
        """Market and slot of a bet's selection at an event, −1 where nothing is offered on it."""
        side, name = self._side[row], self._market[row]
        slot = SLOTS.get(side, -1)
        if slot < 0:
            return -1, -1
        if flipped and side in {"home", "away"}:
            slot = 1 - slot
        line = float(self._line[row])
        if math.isnan(line):
            if name in {"spread", "total"}:
                return -1, -1
            line = 0.0
        if "spread" in name and slot == 1:
            line = -line
        subject = "" if name in {"moneyline", "spread", "total"} else subject_key(self._subject[row])
        place = offers.markets.place.get((event, name, self._period[row], subject, line + 0.0), -1)
        return place, slot if place >= 0 else -1


class OwnPrices:
    """Whether a bet's own book quoted its price at an event: what tells two meetings apart.

    Args:
        bets: In the terms of the bets table.
        offers: What books offered.
    """

    def __init__(self, bets: PlacedBets, offers: Offers) -> None:
        self._bets, self._offers = bets, offers
        self._odds, self._placed = bets.odds, bets.placed_at
        self._home, self._league = bets.home, bets.league

    @cached_property
    def _said(self) -> _Said:
        return _Said(self._bets)

    @cached_property
    def _book(self) -> Ints:
        return self._bets.own_books(self._offers.books)

    def __call__(self, row: int, event: Event) -> bool:
        """Whether it did before the bet was placed."""
        home = competitor(self._home[row] or "", event.sport, (self._league[row] or "").split(" | ")[0] or None)
        flipped = home.key != event.home.key
        market, slot = self._said.place(row, event.id, flipped, self._offers)
        if market < 0:
            return False
        offers = self._offers
        start, end = np.searchsorted(offers.market, [market, market + 1])
        mine = slice(int(start), int(end))
        known = (offers.book[mine] == self._book[row]) & (offers.observed_at[mine] < self._placed[row])
        return bool(np.any(np.abs(offers.odds[mine, slot][known] / self._odds[row] - 1) < 1e-3))
