"""A baseline made: from the sample a model's bundle holds, or from bets of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.drift.baseline import Baseline
from pikkit.drift.column_sample import Sample
from pikkit.drift.decay import bounded_clv
from pikkit.drift.detector_values import Floats
from pikkit.drift.quote_columns import QUOTED_BOOKS, QuotesOf, no_quotes, quoted_texts
from pikkit.drift.scored_window import (
    ScoredBets,
    categories_of,
    scored_bets,
    scored_numbers,
    singles_of,
)
from pikkit.drift.usual import ENOUGH, FEWEST, MOST, usual_limits
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.training.bundle import REFERENCE, Bundle
from pikkit.training.dataset import Ints

ROWS = 5000
"""Bets drawn of a window that becomes a baseline."""
A_DAY = 86_400e6
"""In microseconds."""


@dataclass(frozen=True)
class ModelAtHand:
    """A loaded bundle with its registered name and version."""

    bundle: Bundle
    folder: Path
    name: str
    version: str


def baseline_of_bundle(
    model: ModelAtHand, bets: pa.Table, window_days: float, seed: int, quotes_of: QuotesOf = no_quotes
) -> Baseline:
    """What the model learned from: the sample in its bundle, and what the store knows of the same time.

    Args:
        model: The model.
        bets: All bets of the store; those of the training window give categories, limits and closing line value.
        window_days: How long the windows are that will be compared.
        seed: Of what is drawn.
        quotes_of: What other books offered on bets.
    """
    span = model.bundle.window
    learned = _placed(singles_of(bets), span.start, span.end)
    bundled = bundled_numbers(model)
    quotes = quotes_of(learned) if QUOTED_BOOKS in bundled else None
    scored = scored_bets(model.bundle, learned, bets, quotes)
    return bundle_baseline(model, bundled, learned, past_windows(scored, window_days), seed)


def bundle_baseline(
    model: ModelAtHand, bundled: dict[str, Floats], learned: pa.Table, past: Sequence[Sample], seed: int
) -> Baseline:
    """A baseline of the sample in a bundle.

    Args:
        model: Whose.
        bundled: The sample's columns (``bundled_numbers``).
        learned: The single bets of the training window: their categories, prices and moments.
        past: Windows of them, scored.
        seed: Of what is drawn.
    """
    sample = Sample(bundled, {**categories_of(learned), **quoted_texts(bundled)})
    return _baseline(model, f"the sample in {model.name}/{model.version}", sample, past, learned, seed)


def baseline_of_window(
    model: ModelAtHand,
    bets: pa.Table,
    start: datetime,
    end: datetime,
    window_days: float,
    seed: int,
    quotes_of: QuotesOf = no_quotes,
) -> Baseline:
    """Bets of the store placed in [start, end], whatever the model learned from.

    Raises:
        InputError: There are none.
    """
    asked = _placed(singles_of(bets), start, end)
    if not asked.num_rows:
        raise InputError(f"The store holds no single bet placed from {start:%Y-%m-%d} to {end:%Y-%m-%d}.")
    scored = scored_bets(model.bundle, asked, bets, quotes_of(asked))
    origin = f"bets placed from {start:%Y-%m-%d} to {end:%Y-%m-%d}"
    past = past_windows(scored, window_days)
    return _baseline(model, origin, scored.sample.drawn(ROWS, seed), past, asked, seed)


def _baseline(
    model: ModelAtHand, origin: str, sample: Sample, past: Sequence[Sample], bets: pa.Table, seed: int
) -> Baseline:
    span, clv = model.bundle.window, pc.subtract(pc.divide(bets["odds"], bets["closing_odds"]), 1.0).drop_null()
    known = bounded_clv(clv.to_numpy())
    start, end = (pc.min_max(bets["placed_at"])[end].as_py() for end in ("min", "max"))
    return Baseline(
        model_name=model.name,
        model_version=model.version,
        made_at=datetime.now(UTC),
        origin=origin,
        start=start or span.start,
        end=end or span.end,
        sample=sample,
        limits=usual_limits(past, seed),
        expected_clv=float(np.mean(known)) if len(known) else None,
    )


def past_windows(scored: ScoredBets, days: float) -> list[Sample]:
    """The windows of ``past_ranges``."""
    return [scored.rows(first, last) for first, last in past_ranges(scored.placed_at, days)]


def past_ranges(placed_at: Floats | Ints, days: float) -> list[tuple[int, int]]:
    """The last windows of so many days each, oldest first, the newest ending with the newest bet; else by count.

    Args:
        placed_at: Microseconds since 1970, ascending, shape (n,).
        days: Of a window.

    Returns:
        Each window's first place, and the one after its last.
    """
    if not len(placed_at):
        return []
    end = float(placed_at[-1]) + 1
    edges = [end - k * days * A_DAY for k in reversed(range(MOST + 1))]
    places = np.searchsorted(placed_at, edges, side="left").tolist()
    ranges = list(pairwise(places))
    return ranges if sum(last - first >= ENOUGH for first, last in ranges) >= FEWEST else _by_count(len(placed_at))


def _by_count(count: int) -> list[tuple[int, int]]:
    """As many windows of equally many bets, for a history too sparse or too short for windows of days."""
    size = max(count // MOST, ENOUGH)
    return [(start, start + size) for start in range(count % size, count, size)]


def bundled_numbers(model: ModelAtHand) -> dict[str, Floats]:
    """The sample in a bundle as columns, with its scores.

    Raises:
        InputError: It holds none, or not what the model reads.
    """
    path = model.folder / REFERENCE
    if not path.is_file():
        raise InputError(f"The bundle in {model.folder} holds no {REFERENCE}, the sample of what it learned from.")
    table = pq.read_table(path)
    missing = sorted({*model.bundle.feature_names, "odds"} - set(table.column_names))
    if missing:
        raise InputError(f"{path} lacks {', '.join(missing)}.")
    features = np.column_stack([table[name].to_numpy() for name in model.bundle.feature_names])
    known = set(QUOTE_NAMES) <= set(table.column_names)
    quotes = np.column_stack([table[name].to_numpy() for name in QUOTE_NAMES]) if known else None
    return scored_numbers(model.bundle, features, table["odds"].to_numpy(), quotes)


def _placed(bets: pa.Table, start: datetime, end: datetime) -> pa.Table:
    """Those placed in [start, end]."""
    kind = bets["placed_at"].type
    rows = pc.and_(
        pc.greater_equal(bets["placed_at"], pa.scalar(start, kind)),
        pc.less_equal(bets["placed_at"], pa.scalar(end, kind)),
    )
    return bets.filter(rows)
