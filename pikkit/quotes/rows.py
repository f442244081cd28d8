"""The rows of quotes beside the training rows: what other books offered on each bet, and the close it lacks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.definitions.quote_features import QUOTE_NAMES, quote_matrix
from pikkit.quotes.as_of import OthersOffers
from pikkit.quotes.columns import quote_columns
from pikkit.quotes.match.verdict import MatchReason
from pikkit.quotes.offered_bets import REASONS, OfferedBets
from pikkit.quotes.offers import Floats
from pikkit.quotes.weights import Foretold

QUOTES_FILE = "quotes.parquet"
WEIGHTS = b"book_weights"
"""Schema metadata of the file: each book's weight now, as a JSON object, which scoring uses."""
FILLED = "filled_close"


@dataclass(frozen=True)
class QuoteRows:
    """What was made of n bets and quotes.

    Attributes:
        table: bettor, bet_id, QUOTE_NAMES and FILLED (a close the export lacks), a row a bet.
        matched: Whether each bet has an event, shape (n,).
        at_line: Whether its selection is quoted at its own line, shape (n,).
        reasons: Why each bet is matched, or is not.
        opinions: On how many bets another book has an opinion.
    """

    table: pa.Table
    matched: npt.NDArray[np.bool_]
    at_line: npt.NDArray[np.bool_]
    reasons: Sequence[MatchReason]
    opinions: int

    @property
    def filled(self) -> int:
        """Bets that gained a close."""
        return int(self.table.num_rows - self.table[FILLED].null_count)


def quote_rows(bets: pa.Table, offered: OfferedBets) -> QuoteRows:
    """Each bet's quote features as of its placement, and the close it lacks.

    Args:
        bets: Schema BETS.
        offered: What quotes say of them (``quotes_on``).
    """
    reasons = [REASONS[place] for place in offered.reasons.tolist()]
    opinions = int(offered.others.known.sum())
    return QuoteRows(_said(bets, offered.others, offered.closes), offered.matched, offered.at_line, reasons, opinions)


def write_quote_rows(rows: QuoteRows, out: Path) -> None:
    """Write rows of quotes into the folder of the training rows."""
    unfinished = out / f".{QUOTES_FILE}"
    pq.write_table(rows.table, unfinished)
    unfinished.replace(out / QUOTES_FILE)


def _said(bets: pa.Table, others: OthersOffers, closes: Floats) -> pa.Table:
    placed, settled = (bets[name].cast(pa.int64()).fill_null(-1).to_numpy() for name in ("placed_at", "settled_at"))
    closing: Floats = bets["closing_odds"].fill_null(float("nan")).to_numpy()
    foretold = Foretold.of(others.logits, closing, settled)
    columns = quote_columns(others, foretold.weights(placed))
    numbers = quote_matrix({**columns, "odds": bets["odds"].to_numpy(), "placed_at": placed})
    now = foretold.weights(np.array([np.iinfo(np.int64).max]))[0] if len(others.books) else np.empty(0)
    weights = dict(zip(others.books, now.tolist(), strict=True))
    return _table(bets, numbers, np.where(np.isnan(closing), closes, np.nan), weights)


def _table(bets: pa.Table, said: Floats, closes: Floats, weights: dict[str, float]) -> pa.Table:
    features = {name: pa.array(said[:, place], from_pandas=True) for place, name in enumerate(QUOTE_NAMES)}
    keys = {name: bets[name] for name in ("bettor", "bet_id")}
    table = pa.table({**keys, **features, FILLED: pa.array(closes, from_pandas=True)})
    return table.replace_schema_metadata({WEIGHTS: json.dumps(weights)})
