"""What a learner sees: features, prices and results of settled bets, as plain arrays in order of placement."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS
from pikkit.bets.settlement import shares_of
from pikkit.features.build.bet_columns import legs_of
from pikkit.features.definitions.bet_features import SEGMENTS
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.rows import FILLED, QUOTES_FILE
from pikkit.training.event_numbers import TrainingEvents, bet_events

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_AT_ONCE = 1 << 13
"""Rows whose features are read at once."""
_KEYS = ("bettor", "bet_id", "outcome", "placed_at", "settled_at")
TRAINING_COLUMNS = tuple(dict.fromkeys((*BETS.names, *MODEL_FEATURES, *SEGMENTS)))
"""The columns of a ``training.parquet`` that learning and judging read; it holds every other feature too."""


@dataclass(frozen=True)
class TrainingSet:
    """Settled bets with features as of their placement; every array has n rows.

    Attributes:
        features: Shape (n, F), columns ``MODEL_FEATURES``.
        odds: Decimal price taken.
        closing_odds: Decimal closing price; NaN without one.
        won: 1 won, 0 lost, between them settled in part (the ``settled_share``), NaN neither.
        n_legs: Legs of the bet.
        stake, profit: Money; profit is NaN where it is not known.
        placed_at, settled_at: Microseconds since 1970; a settlement dated before its bet counts from its placement.
        event: Id of the event (``bet_events``).
        trust: How much the bet counts in learning, above 0 and at most 1; left out, 1 for every bet.
        segments: Shape (n, len(SEGMENTS)), the features of ``definitions.request.SEGMENTS``; left out, zeros.
        leg_events: Ids of the events a multi-leg bet's legs are on, shape (n, L), padded with −1; left out, L is 0.
        quotes: What other books offered, shape (n, len(QUOTE_NAMES)); NaN where none did, or left out.
        filled_close: The close that ``closing_odds`` lacks, from quotes, decimal; NaN where there is none, or left out.
    """

    features: Floats
    odds: Floats
    closing_odds: Floats
    won: Floats
    n_legs: Ints
    stake: Floats
    profit: Floats
    placed_at: Ints
    settled_at: Ints
    event: Ints
    trust: Floats = field(default_factory=lambda: np.ones(0))
    leg_events: Ints = field(default_factory=lambda: np.empty((0, 0), dtype=np.int64))
    segments: Floats = field(default_factory=lambda: np.empty((0, len(SEGMENTS))))
    quotes: Floats = field(default_factory=lambda: np.empty((0, len(QUOTE_NAMES))))
    filled_close: Floats = field(default_factory=lambda: np.empty(0))

    def __post_init__(self) -> None:
        """Trust every bet, and take it for a single one of no known kind, unless told otherwise."""
        if len(self.trust) != len(self.odds):
            object.__setattr__(self, "trust", np.ones(len(self.odds)))
        if len(self.leg_events) != len(self.odds):
            object.__setattr__(self, "leg_events", np.empty((len(self.odds), 0), dtype=np.int64))
        if len(self.segments) != len(self.odds):
            object.__setattr__(self, "segments", np.zeros((len(self.odds), len(SEGMENTS))))
        if len(self.quotes) != len(self.odds):
            object.__setattr__(self, "quotes", np.full((len(self.odds), len(QUOTE_NAMES)), np.nan))
        if len(self.filled_close) != len(self.odds):
            object.__setattr__(self, "filled_close", np.full(len(self.odds), np.nan))

    def __len__(self) -> int:
        """The number of bets."""
        return len(self.odds)

    @property
    def decided(self) -> Mask:
        """Bets that won or lost."""
        return ~np.isnan(self.won)

    @property
    def closed(self) -> Mask:
        """Bets with a closing price."""
        return ~np.isnan(self.closing_odds)

    def take(self, rows: Mask | Ints) -> Self:
        """The same columns for some of the rows."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def singles(self) -> Self:
        """The bets of one leg: what a model learns from. A multi-leg bet is priced from its legs, not learned from."""
        return self.take(self.n_legs == 1)


def load_training_set(path: Path) -> TrainingSet:
    """The settled bets of a ``training.parquet`` (``pikkit.features.build.build``).

    The same as ``training_set`` of the whole table, which is never held: features, which are most of it, go some rows
    at a time to where they stay, and what Arrow keeps for later is given back.
    """
    bets = pq.read_table(path, columns=BETS.names)
    rows, total = _settled_rows(bets), bets.num_rows
    bets = bets.take(rows)
    pa.default_memory_pool().release_unused()
    made = _set_of(bets, _FileFeatures(path, rows.to_numpy(), total), quotes_beside(path), bet_events)
    del bets
    pa.default_memory_pool().release_unused()
    return made


def settled_columns(path: Path, names: Iterable[str]) -> pa.Table:
    """Columns of the bets that ``load_training_set`` gives, in its order."""
    return settled_bets(pq.read_table(path, columns=list(dict.fromkeys((*_KEYS, *names)))))


def training_chunks(path: Path, rows: int, columns: Sequence[str] = TRAINING_COLUMNS) -> Iterator[pa.Table]:
    """Columns of a training file some rows at a time, with a reader for each row group: one keeps all it has read."""
    with pq.ParquetFile(path) as file:
        for group in range(file.metadata.num_row_groups):
            for batch in file.iter_batches(rows, row_groups=[group], columns=list(columns)):
                yield pa.Table.from_batches([batch])


def quotes_beside(training: Path) -> pa.Table | None:
    """The rows of quotes in the folder of training rows (``quotes.rows``); None if no quotes were kept when built."""
    path = training.parent / QUOTES_FILE
    return pq.read_table(path) if path.is_file() else None


def settled_bets(table: pa.Table) -> pa.Table:
    """The rows of a features table that ``training_set`` keeps, in its order."""
    return table.take(_settled_rows(table))


def training_set(
    table: pa.Table, quotes: pa.Table | None = None, events: Callable[[pa.Table], TrainingEvents] = bet_events
) -> TrainingSet:
    """The settled bets of a features table, in order of placement, with their rows of quotes if there are any.

    Bets that are open, or whose settlement time is not known, are left out: nothing says when one could learn of them.
    ``events`` numbers the events they are on.
    """
    table = settled_bets(table)
    return _set_of(table, lambda names: _matrix(table, names), quotes, events)


def _settled_rows(table: pa.Table) -> pa.Array:
    """Which rows are settled, in order of placement."""
    settled = pc.and_(pc.not_equal(table["outcome"], Outcome.OPEN), pc.is_valid(table["settled_at"]))
    rows = pc.indices_nonzero(settled.combine_chunks()) if table.num_rows else pa.array([], pa.uint64())
    keys = table.select(["placed_at", "bettor", "bet_id"]).take(rows)
    return rows.take(pc.sort_indices(keys, [(name, "ascending") for name in keys.column_names]))


def _set_of(
    table: pa.Table,
    features: Callable[[Sequence[str]], Floats],
    quotes: pa.Table | None,
    events: Callable[[pa.Table], TrainingEvents],
) -> TrainingSet:
    """The set of settled bets in their order, whose features are asked for by name."""
    won = shares_of(table)
    placed_at, settled_at = (table[name].cast(pa.int64()).to_numpy() for name in ("placed_at", "settled_at"))
    event_ids = events(table)
    return TrainingSet(
        features=features(MODEL_FEATURES),
        odds=table["odds"].to_numpy(),
        closing_odds=_floats(table["closing_odds"]),
        won=_floats(won),
        n_legs=legs_of(table),
        stake=table["stake"].to_numpy(),
        profit=_floats(table["profit"]),
        placed_at=placed_at,
        settled_at=np.maximum(settled_at, placed_at),
        event=event_ids.event,
        leg_events=event_ids.legs,
        segments=features(SEGMENTS),
        **_quoted(table, quotes),
    )


@dataclass(frozen=True)
class _FileFeatures:
    """Features of a file's rows, of which only ``rows`` are kept, in that order; shape (len(rows), names)."""

    path: Path
    rows: Ints
    total: int

    def __call__(self, names: Sequence[str]) -> Floats:
        place = np.full(self.total, -1, dtype=np.int64)
        place[self.rows] = np.arange(len(self.rows))
        values, start = np.empty((len(self.rows), len(names))), 0
        for chunk in training_chunks(self.path, _AT_ONCE, names):
            to = place[start : start + chunk.num_rows]
            for column, name in enumerate(names):
                values[to[to >= 0], column] = chunk[name].to_numpy()[to >= 0]
            start += chunk.num_rows
        return values


def _matrix(table: pa.Table, names: Sequence[str]) -> Floats:
    return np.column_stack([table[name].to_numpy() for name in names])


def _quoted(table: pa.Table, quotes: pa.Table | None) -> dict[str, Floats]:
    """The quote columns of bets; nothing without rows of quotes."""
    if quotes is None:
        return {}
    keyed = table.select(["bettor", "bet_id"]).append_column("place", pa.array(np.arange(table.num_rows)))
    joined = keyed.join(quotes.select(["bettor", "bet_id", *QUOTE_NAMES, FILLED]), ["bettor", "bet_id"])
    joined = joined.sort_by("place")
    offered = np.column_stack([_floats(joined[name]) for name in QUOTE_NAMES])
    return {"quotes": offered, "filled_close": _floats(joined[FILLED])}


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).fill_null(float("nan")).to_numpy(), dtype=np.float64)
