"""The rows of quotes of a build of features, from the store."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pikkit.quotes.beside_bets import beside_bets
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


def build_quotes(bets: Path, store: QuoteStore, out: Path) -> QuotesBuilt:
    """Write a snapshot's quote rows beside its training rows; without quotes, take those of an earlier build away.

    Args:
        bets: The snapshot.
        store: Where quotes are.
        out: The folder of the training rows.
    """
    if not store.count():
        (out / QUOTES_FILE).unlink(missing_ok=True)
        return QuotesBuilt()
    placed = pq.read_table(bets)
    rows = quote_rows(placed, beside_bets(placed, store))
    write_quote_rows(rows, out)
    return QuotesBuilt(rows.opinions, rows.filled)
