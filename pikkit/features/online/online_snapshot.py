"""A whole online store in memory, packed: the rows of bets are found by arithmetic, all views and bets at once.

Every value of a key has a number. The numbers of a bet's keys say, for each view, where in a table stands where in one
long array its entity's row begins. So a bet costs a few look-ups of texts, and a batch a few calls of NumPy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import prod
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts
from pikkit.features.definitions.feature import Floats
from pikkit.features.online.store.feast_layout import Entity, no_history, row_type, sound_rows
from pikkit.features.online.store.online_tables import Rows
from pikkit.features.views.column_names import qualified
from pikkit.features.views.view import VIEWS, View

PLACES = 2**21
"""The most that the table may have, 8 bytes each: one for every combination of a view's key values."""

KEYS = tuple(sorted({key for view in VIEWS for key in view.keys}))
_WIDTHS = [row_type(view).itemsize // 8 for view in VIEWS]
_SETTLED = np.array([[width - 1] for width in _WIDTHS])
_UNKNOWN = 0
"""The number of a value that is in no row of the store."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Snapshot:
    """The rows of a store.

    Attributes:
        numbers: By key, the number of each of its values, from 1.
        strides: How much a key's number counts in a view's part of the table, shape (views, keys).
        begins: Where that part begins, shape (views, 1).
        table: Where an entity's row begins in ``values``; that of no history where there is none.
        values: Rows behind one another, each view's row of no history first.
        nothing: Where these are, shape (views, 1).
    """

    numbers: Mapping[str, Mapping[str | int, int]]
    strides: Places
    begins: Places
    table: Places
    values: Floats
    nothing: Places

    @classmethod
    def of(cls, rows: Rows) -> Self | None:
        """Pack the rows of every view; None if their entities have too many values for a table of all."""
        sound = {view: sound_rows(view, rows[view]) for view in VIEWS}
        entities = {view: list(sound[view]) for view in VIEWS}
        numbers = _numbered(entities)
        sizes = {key: len(known) + 1 for key, known in numbers.items()}
        spaces = [prod(sizes[key] for key in view.keys) for view in VIEWS]
        if sum(spaces) > PLACES:
            return None
        strides = np.array([[_stride(view, key, sizes) for key in KEYS] for view in VIEWS], dtype=np.int64)
        begins = np.array([0, *accumulate(spaces[:-1])], dtype=np.int64)
        packed = [b"".join([no_history(view), *sound[view].values()]) for view in VIEWS]
        nothing = np.array([0, *accumulate(len(part) // 8 for part in packed[:-1])], dtype=np.int64)
        table = np.repeat(nothing, spaces)
        for place, view in enumerate(VIEWS):
            codes = [[numbers[key][value] for key, value in zip(view.keys, one, strict=True)] for one in entities[view]]
            at = np.array(codes, dtype=np.int64).reshape(-1, len(view.keys))
            own = strides[place, [KEYS.index(key) for key in view.keys]]
            table[begins[place] + at @ own] = nothing[place] + _WIDTHS[place] * np.arange(1, len(at) + 1)
        values = np.frombuffer(b"".join(packed), dtype="<f8")
        return cls(numbers, strides, begins[:, None], table, values, nothing[:, None])

    def read(self, keys: Mapping[str, Sequence[Any]]) -> "SnapshotRows":
        """The rows of n bets, by their keys as columns."""
        codes = np.array([_codes(self.numbers[key], keys[key]) for key in KEYS], dtype=np.int64)
        return SnapshotRows(self, self.table.take(self.strides @ codes + self.begins))


class SnapshotRows:
    """The rows of n bets in a snapshot."""

    def __init__(self, snapshot: Snapshot, places: Places) -> None:
        """Take where each view's row begins for each bet, shape (views, n)."""
        self._values, self._nothing, self._places = snapshot.values, snapshot.nothing, places
        self.settled: Places = self._values.view("<i8").take(places + _SETTLED)

    def column(self, place: int, at: int) -> Floats:
        """A view's column."""
        return np.asarray(self._values.take(self._places[place] + at))

    def stacked(self, names: tuple[str, ...]) -> Floats:
        """Columns as rows."""
        views, columns = _asked(names)
        return self._values.take(self._places.take(views, axis=0) + columns)

    def forget(self, old: npt.NDArray[np.bool_]) -> None:
        """Take the rows of some views and bets, shape (views, n), for no history."""
        self._places = np.where(old, self._nothing, self._places)


_COLUMNS = {
    qualified(view, name): (place, at) for place, view in enumerate(VIEWS) for at, name in enumerate(view.columns)
}


@lru_cache(maxsize=256)
def _asked(names: tuple[str, ...]) -> tuple[Places, Places]:
    """The view of each column, and where it stands in that view's rows."""
    places = np.array([_COLUMNS[name] for name in names], dtype=np.int64).reshape(-1, 2)
    return places[:, 0], places[:, 1:]


def _numbered(entities: Mapping[View, Sequence[Entity]]) -> dict[str, dict[str | int, int]]:
    numbers: dict[str, dict[str | int, int]] = {key: {} for key in KEYS}
    for view, ones in entities.items():
        for key, values in zip(view.keys, zip(*ones, strict=True), strict=False):  # of no entity there are no values
            known = numbers[key]
            for value in values:
                known.setdefault(value, len(known) + 1)
    return numbers


def _stride(view: View, key: str, sizes: Mapping[str, int]) -> int:
    if key not in view.keys:
        return 0
    return prod(sizes[later] for later in view.keys[view.keys.index(key) + 1 :])


def _codes(numbers: Mapping[str | int, int], column: Sequence[Any]) -> Sequence[int] | Places:
    if type(column) is CodedTexts:
        return CodedTexts([numbers.get(value, _UNKNOWN) for value in column.values], column.codes).array(np.int64)
    return [numbers.get(value, _UNKNOWN) for value in column]
