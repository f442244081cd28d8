"""Closing prices that an export lacks, from the last quote of the bet's book before the start, at the bet's line."""

import numpy as np

from pikkit.quotes.match.events import EventIndex
from pikkit.quotes.offers import Floats, Ints, Offers
from pikkit.quotes.selections import OfferPositions

CLOSING = 6 * 3_600_000_000
"""An offer observed longer before the start is no closing price."""


def filled_closes(
    selections: OfferPositions, own_book: Ints, placed_at: Ints, offers: Offers, index: EventIndex
) -> Floats:
    """The own book's last price before the start, observed after the bet was placed, decimal, shape (n,); NaN without.

    A price from before the bet would teach that nothing moves.

    Args:
        selections: Where the bets stand among the offers.
        own_book: Codes of ``offers.books``, −1 for none, shape (n,).
        placed_at: µs since 1970, shape (n,).
        offers: What books offered.
        index: The events, whose starts count.
    """
    closes = np.full(len(placed_at), np.nan)
    rows = np.flatnonzero((selections.market >= 0) & (own_book >= 0))
    market = selections.market[rows]
    size = len(offers.books) + 1
    keys = offers.market * size + offers.book
    last = np.searchsorted(keys, market * size + own_book[rows], side="right") - 1
    has_last = (last >= 0) & (keys[np.maximum(last, 0)] == market * size + own_book[rows])
    rows, market, last = rows[has_last], market[has_last], last[has_last]
    starts = np.array([event.start for event in index.events], dtype=np.int64)
    start = starts[offers.markets.event[market]] if len(market) else np.empty(0, dtype=np.int64)
    seen = offers.observed_at[last]
    closing = (seen > placed_at[rows]) & (seen < start) & (start - seen <= CLOSING)
    closes[rows[closing]] = offers.odds[last[closing], selections.slot[rows[closing]]]
    return closes
