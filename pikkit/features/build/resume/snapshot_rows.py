"""Some rows of a snapshot, read without the row groups that have none of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq


class SnapshotRows:
    """The rows of a Parquet file by their places."""

    def __init__(self, path: Path, columns: Sequence[str] | None = None) -> None:
        self._file = pq.ParquetFile(path)
        self._columns = None if columns is None else list(columns)
        metadata = self._file.metadata
        counts = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        self._starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self._held: tuple[int, pa.Table] | None = None

    def where(self, wanted: npt.NDArray[np.bool_]) -> Iterator[pa.Table]:
        """The wanted rows in order, a group at a time."""
        for group, (start, stop) in enumerate(zip(self._starts[:-1], self._starts[1:], strict=True)):
            mask = wanted[start:stop]
            if mask.any():
                yield self._group(group).filter(pa.array(mask))

    def take(self, rows: npt.NDArray[np.int64]) -> pa.Table:
        """The rows of some places, ascending."""
        nothing = self._file.schema_arrow.empty_table().select(self._columns or self._file.schema_arrow.names)
        groups = np.searchsorted(self._starts, rows, side="right") - 1
        parts = (
            _some(self._group(int(group)), rows[groups == group] - self._starts[group]) for group in np.unique(groups)
        )
        return pa.concat_tables([nothing, *parts])

    def _group(self, group: int) -> pa.Table:
        if self._held is None or self._held[0] != group:
            table = self._file.read_row_group(group, columns=self._columns)
            self._held = group, table.select(self._columns) if self._columns else table
        return self._held[1]


def _some(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Some rows, ascending; without copying where they are next to each other."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return table.slice(int(rows[0]), len(rows))
    return table.take(pa.array(rows))
