"""The rows of quotes of a build of features, from the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.quotes.rows import QUOTES_FILE, write_quote_rows
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.contract import QuoteStore, Span

AROUND = timedelta(days=15)
"""Quotes of events that start this long before the first bet, or after the last, are about none of them."""


@dataclass(frozen=True)
class QuotesBuilt:
    """What a build knows of bets from quotes.

    Attributes:
        known: Bets on which another book has an opinion.
        filled: Bets that gained a close which their export lacks.
    """

    known: int = 0
    filled: int = 0


def build_quotes(bets: Path, store: QuoteStore, out: Path) -> QuotesBuilt:
    """Write a snapshot's quote rows beside its training rows; without quotes, take those of an earlier build away.

    Args:
        bets: The snapshot.
        store: Where quotes are.
        out: The folder of the training rows.
    """
    span = _span(bets)
    parts = list(store.parts(span)) if span else []
    if not parts:
        (out / QUOTES_FILE).unlink(missing_ok=True)
        return QuotesBuilt()
    rows = write_quote_rows(bets, pa.concat_tables(parts, promote_options="none"), out)
    return QuotesBuilt(rows.known, rows.filled)


def quotes_around(bets: pa.Table, store: QuoteStore) -> pa.Table:
    """The stored quotes that bets can be about."""
    if not bets.num_rows:
        return QUOTES.empty_table()
    return store.read(_around(bets["placed_at"]))


def _span(bets: Path) -> Span | None:
    placed = pq.read_table(bets, columns=["placed_at"])["placed_at"]
    return _around(placed) if len(placed) else None


def _around(placed: pa.ChunkedArray) -> Span:
    ends = pc.min_max(placed).as_py()
    first: datetime = ends["min"]
    last: datetime = ends["max"]
    return Span(first - AROUND, last + AROUND)
