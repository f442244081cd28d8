"""The rows of quotes beside the training rows: what other books offered on each bet, and the close it lacks."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.definitions.quote_features import QUOTE_NAMES, quote_matrix
from pikkit.quotes.as_of import OthersOffers, others_offers
from pikkit.quotes.closes import filled_closes
from pikkit.quotes.columns import quote_columns
from pikkit.quotes.matched import Matched, match_to_quotes
from pikkit.quotes.offers import Floats
from pikkit.quotes.weights import Foretold

QUOTES_FILE = "quotes.parquet"
WEIGHTS = b"book_weights"
"""Schema metadata of the file: each book's weight now, as a JSON object, which scoring uses."""
FILLED = "filled_close"


@dataclass(frozen=True)
class QuoteRows:
    """What was made of bets and quotes.

    Attributes:
        table: bettor, bet_id, QUOTE_NAMES and FILLED (a close the export lacks), a row a bet.
        matched: How bets and quotes were matched.
        others: What the other books offered.
    """

    table: pa.Table
    matched: Matched
    others: OthersOffers

    @property
    def known(self) -> int:
        """Bets on which another book has an opinion."""
        return int(self.others.known.sum())

    @property
    def filled(self) -> int:
        """Bets that gained a close."""
        return int(self.table.num_rows - self.table[FILLED].null_count)


def quote_rows(bets: pa.Table, quotes: pa.Table) -> QuoteRows:
    """Each bet's quote features as of its placement, and the close it lacks.

    Args:
        bets: Schema BETS.
        quotes: Schema QUOTES.
    """
    matched = match_to_quotes(bets, quotes)
    placed, settled = matched.bets.placed_at, matched.bets.settled_at
    book = matched.bets.own_books(matched.offers.books)
    others = others_offers(matched.selections, book, placed, matched.offers)
    closing: Floats = bets["closing_odds"].fill_null(float("nan")).to_numpy()
    foretold = Foretold.of(others.logits, closing, settled)
    columns = quote_columns(others, foretold.weights(placed))
    said = quote_matrix({**columns, "odds": bets["odds"].to_numpy(), "placed_at": placed})
    closes = filled_closes(matched.selections, book, placed, matched.offers, matched.index)
    closes = np.where(np.isnan(closing), closes, np.nan)
    now = foretold.weights(np.array([np.iinfo(np.int64).max]))[0] if len(others.books) else np.empty(0)
    return QuoteRows(_table(bets, said, closes, dict(zip(others.books, now.tolist(), strict=True))), matched, others)


def write_quote_rows(bets: Path, quotes: pa.Table, out: Path) -> QuoteRows:
    """Write a snapshot's quote rows into the folder of its training rows."""
    rows = quote_rows(pq.read_table(bets), quotes)
    unfinished = out / f".{QUOTES_FILE}"
    pq.write_table(rows.table, unfinished)
    unfinished.replace(out / QUOTES_FILE)
    return rows


def _table(bets: pa.Table, said: Floats, closes: Floats, weights: dict[str, float]) -> pa.Table:
    features = {name: pa.array(said[:, place], from_pandas=True) for place, name in enumerate(QUOTE_NAMES)}
    keys = {name: bets[name] for name in ("bettor", "bet_id")}
    table = pa.table({**keys, **features, FILLED: pa.array(closes, from_pandas=True)})
    return table.replace_schema_metadata({WEIGHTS: json.dumps(weights)})
