"""The rows of quotes beside the training rows: what other books offered on each bet, and the close it lacks."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.definitions.quote_features import QUOTE_NAMES, quote_matrix
from pikkit.quotes.as_of import OthersOffers, joined_offers, others_offers
from pikkit.quotes.beside_bets import BetsBesideQuotes
from pikkit.quotes.closes import filled_closes
from pikkit.quotes.columns import quote_columns
from pikkit.quotes.match.verdict import MatchReason
from pikkit.quotes.matched import match_to_quotes
from pikkit.quotes.offers import Floats, Ints
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


def quote_rows(bets: pa.Table, parts: Iterable[BetsBesideQuotes]) -> QuoteRows:
    """Each bet's quote features as of its placement, and the close it lacks.

    Args:
        bets: Schema BETS.
        parts: The same bets, each in one part, with their quotes (``beside_bets``).
    """
    n = bets.num_rows
    closes, found = np.full(n, np.nan), np.zeros((2, n), dtype=bool)
    reasons: list[MatchReason] = [MatchReason.NO_SIDES] * n
    offered: list[tuple[Ints, OthersOffers]] = []
    for part in parts:
        matched = match_to_quotes(part.bets, part.quotes)
        own, placed = matched.bets.own_books(matched.offers.books), matched.bets.placed_at
        selections, offers = matched.selections, matched.offers
        offered.append((part.rows, others_offers(selections, own, placed, offers)))
        closes[part.rows] = filled_closes(selections, own, placed, offers, matched.index)
        found[:, part.rows] = matched.matches.matched, selections.market >= 0
        for row, reason in zip(part.rows.tolist(), matched.matches.reasons, strict=True):
            reasons[row] = reason
    others = joined_offers(n, offered)
    return QuoteRows(_said(bets, others, closes), found[0], found[1], reasons, int(others.known.sum()))


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
    said = quote_matrix({**columns, "odds": bets["odds"].to_numpy(), "placed_at": placed})
    now = foretold.weights(np.array([np.iinfo(np.int64).max]))[0] if len(others.books) else np.empty(0)
    weights = dict(zip(others.books, now.tolist(), strict=True))
    return _table(bets, said, np.where(np.isnan(closing), closes, np.nan), weights)


def _table(bets: pa.Table, said: Floats, closes: Floats, weights: dict[str, float]) -> pa.Table:
    features = {name: pa.array(said[:, place], from_pandas=True) for place, name in enumerate(QUOTE_NAMES)}
    keys = {name: bets[name] for name in ("bettor", "bet_id")}
    table = pa.table({**keys, **features, FILLED: pa.array(closes, from_pandas=True)})
    return table.replace_schema_metadata({WEIGHTS: json.dumps(weights)})
