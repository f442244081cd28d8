"""Single bets of the store with what the model saw and said of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import BetType
from pikkit.drift.column_results import EDGE, SCORE
from pikkit.drift.column_sample import Sample
from pikkit.drift.decay import SettledBets
from pikkit.drift.detector_values import Floats
from pikkit.drift.quote_columns import quote_numbers, quoted_texts
from pikkit.features.build.build import features_as_of
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import training_set

CATEGORIES = ("sportsbook", "sport", "league", "market")
"""Columns of texts that are compared."""


@dataclass(frozen=True)
class ScoredBets:
    """Single bets in the order they were placed.

    Attributes:
        sample: Their features, score, edge and categories.
        placed_at: Microseconds since 1970, shape (n,).
    """

    sample: Sample
    placed_at: Floats

    def between(self, start: float, end: float) -> Sample:
        """Those placed in [start, end), in microseconds since 1970."""
        first, last = np.searchsorted(self.placed_at, [start, end], side="left")
        return self.rows(int(first), int(last))

    def rows(self, first: int, last: int) -> Sample:
        """Those from one place to before another."""
        rows = slice(first, last)
        return Sample(
            {name: values[rows] for name, values in self.sample.numbers.items()},
            {name: values[rows] for name, values in self.sample.categories.items()},
        )


def singles_of(bets: pa.Table) -> pa.Table:
    """The single bets, in the order they were placed: what a model learns from, and adds something to the price of."""
    order = [("placed_at", "ascending"), ("bettor", "ascending"), ("bet_id", "ascending")]
    return bets.filter(is_single(bets)).sort_by(order)


def is_single(bets: pa.Table) -> pa.ChunkedArray:
    """Whether each bet is one."""
    return pc.and_(pc.equal(bets["bet_type"], BetType.STRAIGHT), pc.less_equal(bets["n_legs"], 1))


def scored_bets(bundle: Bundle, asked: pa.Table, history: pa.Table, quotes: Floats | None = None) -> ScoredBets:
    """Score single bets as of their placement.

    Args:
        bundle: The model.
        asked: Single bets (``singles_of``).
        history: All bets of the store.
        quotes: The asked bets' quote features, shape (n, len(QUOTE_NAMES)); None: nobody stores quotes.
    """
    table = features_as_of(asked, history)
    features = np.column_stack([table[name].to_numpy() for name in bundle.feature_names])
    numbers = scored_numbers(bundle, features, table["odds"].to_numpy(), quotes)
    texts = {**categories_of(table), **quoted_texts(numbers)}
    return ScoredBets(Sample(numbers, texts), table["placed_at"].cast(pa.int64()).to_numpy())


def scored_numbers(bundle: Bundle, features: Floats, odds: Floats, quotes: Floats | None = None) -> dict[str, Floats]:
    """Features of single bets, shape (n, F), what other books offered on them, score and edge, as columns."""
    prediction = bundle.predict(features, odds, np.ones(len(odds), dtype=np.int64), quotes)
    columns = {name: features[:, position] for position, name in enumerate(bundle.feature_names)}
    return {**columns, **quote_numbers(quotes), SCORE: prediction.p_win, EDGE: prediction.p_win - prediction.p_market}


def categories_of(bets: pa.Table) -> dict[str, np.ndarray]:
    """The columns of texts, None where not known."""
    return {name: np.array(bets[name].to_pylist(), dtype=object) for name in CATEGORIES}


def settled_since(bundle: Bundle, bets: pa.Table) -> SettledBets:
    """Decided single bets placed after the model's training window ended, in the order they settled.

    Raises:
        InputError: The model reads features that models no longer learn from.
    """
    new = pc.greater(bets["placed_at"], pa.scalar(bundle.window.end, bets["placed_at"].type))
    data = training_set(features_as_of(singles_of(bets.filter(new)), bets))
    data = data.take(data.decided)
    data = data.take(np.argsort(data.settled_at, kind="stable"))
    prediction = bundle.predict_set(data)
    return SettledBets(prediction.p_win, prediction.p_market, data.won, data.event, data.odds / data.closing_odds - 1)


def moment(microseconds: float) -> datetime:
    """Microseconds since 1970 as a datetime in UTC."""
    return datetime.fromtimestamp(microseconds / 1e6, UTC)


def microseconds(at: datetime) -> float:
    """A datetime as microseconds since 1970."""
    return at.timestamp() * 1e6
