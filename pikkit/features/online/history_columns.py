"""The history of bets as columns: what was read of distinct entities, spread over the bets as columns are asked for.

A batch has few entities beside its bets, and a model reads few of the columns: what is not asked for costs nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts, joined
from pikkit.features.definitions.feature import Floats, StackedColumns
from pikkit.features.online.online_snapshot import SnapshotRows
from pikkit.features.online.store.feast_layout import Entity, row_type
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS

MATERIALIZED_AT = "materialized_at"
"""Up to when bets count in what is served, in µs since 1970."""

Positions = npt.NDArray[np.int64]
"""Which distinct entity each bet has."""

_TTL = np.array([view.ttl_microseconds or np.iinfo(np.int64).max for view in VIEWS], dtype=np.int64)[:, None]
_SINGLES = np.array([not view.parlays for view in VIEWS])
_SETTLED = {qualified(view, LAST_SETTLED): place for place, view in enumerate(VIEWS)}
_VALUES = {
    qualified(view, name): (place, at) for place, view in enumerate(VIEWS) for at, name in enumerate(view.columns)
}
_TYPES = [row_type(view) for view in VIEWS]
_WIDTHS = np.array([kind.itemsize // 8 for kind in _TYPES])
_ENDS = np.cumsum(_WIDTHS)
_STARTS = (_ENDS - _WIDTHS).tolist()

Array = npt.NDArray[np.generic]


class HistoryColumns(StackedColumns):
    """Every view's columns for n bets, by qualified name; see ``OnlineFeatures.read``."""

    def __init__(
        self, table: "FewRows | ManyRows | SnapshotRows", placed_at: npt.NDArray[np.int64], until: int
    ) -> None:
        """Take what was read.

        Args:
            table: The packed rows of the bets.
            placed_at: When they are placed, in µs since 1970, shape (n,).
            until: Up to when bets count, in µs since 1970.
        """
        self._table = table
        self._until = until
        self._settled = self._table.settled
        old = (self._settled >= 0) & (placed_at - (self._settled + 1) > _TTL)  # no history, as ``asof.latest_rows``
        if old.any():
            self._settled = np.where(old, -1, self._settled)
            self._table.forget(old)
        self._read: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._read:
            self._read[name] = self._column(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*_VALUES, *_SETTLED, FEATURES_AT, MATERIALIZED_AT))

    def __len__(self) -> int:
        return len(_VALUES) + len(_SETTLED) + 2

    def stacked(self, names: tuple[str, ...]) -> Floats:
        """See ``StackedColumns``."""
        return self._table.stacked(names)

    def _column(self, name: str) -> Array:
        if name in _VALUES:
            return self._table.column(*_VALUES[name])
        if name in _SETTLED:
            return np.asarray(self._settled[_SETTLED[name]])
        if name == FEATURES_AT:
            return np.asarray(self._settled[_SINGLES].max(axis=0))
        if name == MATERIALIZED_AT:
            return np.full(self._settled.shape[1], self._until, dtype=np.int64)
        raise KeyError(name)


class FewRows:
    """The rows of few bets: those of a bet stand behind one another, as they were packed, and a column is a slice."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        """Take each bet's rows, joined in the order of ``VIEWS``."""
        self._values = np.frombuffer(b"".join(packed), dtype="<f8").reshape(-1, _ENDS[-1])
        self.settled = self._values.view("<i8")[:, _ENDS - 1].T

    def column(self, place: int, at: int) -> Array:
        """A view's column."""
        return self._values[:, _STARTS[place] + at]

    def stacked(self, names: tuple[str, ...]) -> Floats:
        """Columns as rows."""
        return self._values.take(_offsets(names), axis=1).T

    def forget(self, old: npt.NDArray[np.bool_]) -> None:
        """Take the rows of some views and bets, shape (views, n), for no history."""
        self._values = np.where(np.repeat(old, _WIDTHS, axis=0).T, 0.0, self._values)


@lru_cache(maxsize=256)
def _offsets(names: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Where the columns stand in the rows of a bet."""
    return np.array([_STARTS[place] + at for place, at in (_VALUES[name] for name in names)], dtype=np.int64)


class ManyRows:
    """The rows of many bets, one for each distinct entity."""

    def __init__(self, rows: Sequence[Sequence[bytes]], positions: Sequence[Positions]) -> None:
        """Take the packed rows of each view's distinct entities, and for each view, which of them each bet has."""
        self._tables = [np.frombuffer(b"".join(packed), dtype=kind) for packed, kind in zip(rows, _TYPES, strict=True)]
        self._positions = positions
        self._old: npt.NDArray[np.bool_] | None = None
        self.settled = np.array([table["settled"][at] for table, at in zip(self._tables, positions, strict=True)])

    def column(self, place: int, at: int) -> Array:
        """A view's column."""
        values = self._tables[place]["values"][:, at][self._positions[place]]
        return values if self._old is None else np.where(self._old[place], 0.0, values)

    def stacked(self, names: tuple[str, ...]) -> Floats:
        """Columns as rows."""
        return np.array([self.column(*_VALUES[name]) for name in names])

    def forget(self, old: npt.NDArray[np.bool_]) -> None:
        """Take the rows of some views and bets, shape (views, n), for no history."""
        self._old = old


def each_ones(values: Mapping[str, Sequence[Any]]) -> list[list[Entity]]:
    """The entity of each of n bets in each view.

    Args:
        values: A column of length n for each key column.
    """
    return [list(zip(*(values[key] for key in view.keys), strict=True)) for view in VIEWS]


def distinct(values: Mapping[str, Sequence[Any]]) -> list[tuple[list[Entity], Positions]]:
    """The distinct entities of n bets in each view, and which of them each bet has.

    Args:
        values: A column of length n for each key column, many enough to be ``CodedTexts``.
    """
    coded: dict[tuple[str, ...], CodedTexts] = {}
    for view in VIEWS:
        if view.keys not in coded:
            coded[view.keys] = joined(*(values[key] for key in view.keys))  # type: ignore[assignment]
    return [(list(coded[view.keys].values), coded[view.keys].codes) for view in VIEWS]
