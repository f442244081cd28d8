"""Quotes whose selections are told once each: what matching and offers read, whose work is then a selection's."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.quotes.hashed_codes import coded, combined, value_codes
from pikkit.quotes.schema import SELECTION

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CodedQuotes:
    """n quotes of m selections; a quote is a row of every array.

    Attributes:
        selections: The distinct selections in the order in which quotes name them, columns SELECTION, m rows.
        selection: The place of each quote's selection, shape (n,).
        book: Codes of ``books``, shape (n,).
        observed_at: µs since 1970, shape (n,).
        odds: Decimal, shape (n,).
        live: Whether each was observed at or after the start, shape (n,).
        books: The sportsbooks' names.
    """

    selections: pa.Table = field(repr=False)
    selection: Ints = field(repr=False)
    book: Ints = field(repr=False)
    observed_at: Ints = field(repr=False)
    odds: npt.NDArray[np.float64] = field(repr=False)
    live: npt.NDArray[np.bool_] = field(repr=False)
    books: Sequence[str]

    def __len__(self) -> int:
        """How many quotes."""
        return len(self.selection)

    @classmethod
    def of(cls, quotes: pa.Table) -> "CodedQuotes":
        """Those of a table of schema QUOTES."""
        first, selection = combined([value_codes(quotes[name]) for name in SELECTION])
        book, books = coded(quotes["sportsbook"])
        return cls(
            quotes.select(SELECTION).take(pa.array(first)),
            selection,
            book,
            quotes["observed_at"].cast(pa.int64()).to_numpy(),
            quotes["odds"].to_numpy(),
            quotes["live"].to_numpy(),
            books,
        )

    def of_events(self, since: int, until: int) -> "CodedQuotes":
        """Those of events that start in [since, until], µs since 1970."""
        start = self.selections["event_start"].cast(pa.int64()).to_numpy()
        wanted = (start >= since) & (start <= until)
        if wanted.all():
            return self
        kept, place = wanted[self.selection], np.cumsum(wanted) - 1
        return CodedQuotes(
            self.selections.filter(pa.array(wanted)),
            place[self.selection[kept]],
            self.book[kept],
            self.observed_at[kept],
            self.odds[kept],
            self.live[kept],
            self.books,
        )
