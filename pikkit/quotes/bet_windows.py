"""Bets by windows of the calendar: those of one are read beside the same quotes, whoever asks of which of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.base.sql_moments import datetime_of
from pikkit.quotes.match.events import AROUND
from pikkit.quotes.store.contract import Span

Ints = npt.NDArray[np.int64]
WINDOW = 120 * 24 * 3_600_000_000
"""µs. Bets of one such stretch of the calendar are read together, so that memory is bounded."""


@dataclass(frozen=True)
class BetWindow:
    """The bets of a table that were placed in one window.

    Attributes:
        number: The window's, from 1970 on.
        rows: Their places in the table, in its order.
    """

    number: int
    rows: Ints = field(repr=False)

    @property
    def span(self) -> Span:
        """Of the events that any bet of the window can be on, whether it is among these or not."""
        first = self.number * WINDOW
        return span_around(first, first + WINDOW)


def windows_of(placed_at: Ints) -> Iterator[BetWindow]:
    """The windows that bets were placed in (µs since 1970), oldest first; every bet is in one."""
    numbers = placed_at // WINDOW
    order = np.argsort(numbers, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
        if len(rows):
            yield BetWindow(int(numbers[rows[0]]), rows)


def span_around(first: int, last: int) -> Span:
    """Of the events that bets placed from one moment to another (µs since 1970) can be on."""
    return Span(datetime_of(first - AROUND), datetime_of(last + AROUND))
