"""Columns that are made one at a time and read some rows at a time, kept on disk between."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pikkit.features.build.arrays.smallest_integers import smallest

PIECE = 1 << 18
"""Rows of a file."""

PROBED = 1 << 12
"""Rows by which most columns that are no whole numbers show it."""


class Spool:
    """Columns of one length in a folder, in raw files of some rows each; whole numbers take no more than they need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._columns: dict[str, _Column] = {}
        self._released = 0

    def write(self, name: str, values: np.ndarray) -> None:
        """Keep a column."""
        kinds = []
        for number, start in enumerate(range(0, len(values), PIECE)):
            piece = _smallest(values[start : start + PIECE])
            piece.tofile(self._path(name, number))
            kinds.append(piece.dtype)
        self._columns[name] = _Column(values.dtype, kinds)

    def read(self, start: int, count: int) -> dict[str, np.ndarray]:
        """Every column's rows from ``start`` on, ``count`` of them, as they were given."""
        return {name: self._rows(name, column, start, start + count) for name, column in self._columns.items()}

    def release(self, before: int) -> None:
        """Delete the files that have only rows before one: what is written from them needs the room."""
        for number in range(self._released, before // PIECE):
            for name in self._columns:
                self._path(name, number).unlink()
        self._released = max(self._released, before // PIECE)

    def _rows(self, name: str, column: "_Column", start: int, stop: int) -> np.ndarray:
        parts = [np.zeros(0, column.kind)]
        for number in range(start // PIECE, -(-stop // PIECE)):
            kept, begin = column.kinds[number], number * PIECE
            low, high = max(start - begin, 0), min(stop - begin, PIECE)
            path = self._path(name, number)
            parts.append(np.fromfile(path, dtype=kept, count=high - low, offset=low * kept.itemsize))
        return np.concatenate(parts, dtype=column.kind)

    def _path(self, name: str, number: int) -> Path:
        return self.folder / f"{name}.{number}"


@dataclass(frozen=True)
class _Column:
    """The type of a column's values, and those that its files keep them in."""

    kind: np.dtype
    kinds: list[np.dtype]


def _smallest(values: np.ndarray) -> np.ndarray:
    """The values in a smaller type, if each is the same in it to the last bit."""
    if values.dtype != np.float64:
        return smallest(values)
    whole = _whole(values[:PROBED])
    if whole is not None:
        whole = _whole(values)
    return values if whole is None else smallest(whole)


def _whole(values: np.ndarray) -> np.ndarray | None:
    """Floats as whole numbers; None if some are not, or are −0."""
    with np.errstate(invalid="ignore"):
        whole = values.astype(np.int32)
    same = np.array_equal(whole.astype(np.float64).view(np.int64), values.view(np.int64))
    return whole if same else None
