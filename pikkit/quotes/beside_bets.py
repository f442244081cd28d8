"""Bets with the stored quotes they can be about, some months of them at a time, so that memory is bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.base.sql_moments import datetime_of
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.store.contract import QuoteStore, Span

AROUND = timedelta(days=15)
"""Quotes of events that start this long before a bet, or after it, are not about it."""
AT_ONCE = 120 * 24 * 3_600_000_000
"""µs. Bets that are placed so far apart at most are read together."""


@dataclass(frozen=True)
class BetsBesideQuotes:
    """Some bets of a table, and all quotes that can be about one of them.

    Attributes:
        rows: Their places in the table.
        bets: Schema BETS.
        quotes: Theirs, of all books.
    """

    rows: npt.NDArray[np.int64]
    bets: pa.Table = field(repr=False)
    quotes: CodedQuotes = field(repr=False)


def beside_bets(bets: pa.Table, store: QuoteStore) -> Iterator[BetsBesideQuotes]:
    """Every bet in one part, with its quotes; nothing for no bets.

    Args:
        bets: Schema BETS.
        store: Where quotes are.
    """
    placed = bets["placed_at"].cast(pa.int64()).to_numpy()
    order = np.argsort(placed, kind="stable")
    while len(order):
        first = int(placed[order[0]])
        end = int(np.searchsorted(placed[order], first + AT_ONCE))
        rows, order = order[:end], order[end:]
        span = Span(datetime_of(first) - AROUND, datetime_of(int(placed[rows[-1]])) + AROUND)
        yield BetsBesideQuotes(rows, bets.take(pa.array(rows)), store.read_coded(span))
