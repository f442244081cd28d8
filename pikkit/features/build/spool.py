"""Columns that are made one at a time and read some rows at a time, kept on disk between."""

from pathlib import Path

import numpy as np


class Spool:
    """Columns of one length in a folder, one raw file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._types: dict[str, np.dtype] = {}

    def write(self, name: str, values: np.ndarray) -> None:
        """Keep a column."""
        values.tofile(self.folder / name)
        self._types[name] = values.dtype

    def read(self, start: int, count: int) -> dict[str, np.ndarray]:
        """Every column's rows from ``start`` on, ``count`` of them."""
        return {name: self._rows(name, kind, start, count) for name, kind in self._types.items()}

    def _rows(self, name: str, kind: np.dtype, start: int, count: int) -> np.ndarray:
        return np.fromfile(self.folder / name, dtype=kind, count=count, offset=start * kind.itemsize)
