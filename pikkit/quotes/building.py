"""The rows of quotes of a build of features, from the store."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pikkit.quotes.kept.kept_quotes import READ, quotes_on
from pikkit.quotes.rows import QUOTES_FILE, quote_rows, write_quote_rows
from pikkit.quotes.store.contract import QuoteStore


@dataclass(frozen=True)
class QuotesBuilt:
    """What a build knows of bets from quotes.

    Attributes:
        known: Bets on which another book has an opinion.
        filled: Bets that gained a close which their export lacks.
    """

    known: int = 0
    filled: int = 0


def build_quotes(bets: Path, store: QuoteStore, out: Path, kept: Path | None = None) -> QuotesBuilt:
    """Write a snapshot's quote rows beside its training rows; without quotes, take those of an earlier build away.

    Args:
        bets: The snapshot.
        store: Where quotes are.
        out: The folder of the training rows.
        kept: Where what quotes say of bets is kept from one look to the next (``kept_folder``).
    """
    if store.is_empty():
        (out / QUOTES_FILE).unlink(missing_ok=True)
        return QuotesBuilt()
    placed = pq.read_table(bets, columns=[*READ, "closing_odds"])
    rows = quote_rows(placed, quotes_on(placed, store, kept))
    write_quote_rows(rows, out)
    return QuotesBuilt(rows.opinions, rows.filled)
