"""A snapshot cut into slices of rows: what is read, and later written, at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

SLICE_ROWS = 1 << 17


@dataclass(frozen=True)
class RowGroup:
    """A row group of a snapshot's file: what one task reads.

    Attributes:
        path: The file.
        index: Which of its row groups.
        start: Where its rows begin among all of the snapshot's.
        slices: The number of its first slice.
    """

    path: str
    index: int
    start: int
    slices: int

    def read(self, rows: int) -> Iterator[tuple[int, int, pa.Table]]:
        """Its slices of so many rows: number, first row among all, and rows."""
        with pq.ParquetFile(self.path) as file:
            table = file.read_row_group(self.index)
        for place, begin in enumerate(range(0, table.num_rows, rows)):
            yield self.slices + place, self.start + begin, table.slice(begin, rows)


@dataclass(frozen=True)
class SnapshotSlices:
    """How a snapshot is cut.

    Attributes:
        groups: Its row groups, in order.
        starts: The first row of each slice.
        rows: Rows of a slice, at most.
        count: Rows of the snapshot.
        schema: Of its files.
    """

    groups: tuple[RowGroup, ...]
    starts: tuple[int, ...]
    rows: int
    count: int
    schema: pa.Schema


def slices_of(bets: Path, rows: int = SLICE_ROWS) -> SnapshotSlices:
    """Cut a snapshot, a file or a folder of them in the order of their names; no slice is of two row groups."""
    files = sorted(bets.glob("*.parquet")) if bets.is_dir() else [bets]
    groups: list[RowGroup] = []
    starts: list[int] = []
    start = 0
    for file in files:
        known = pq.read_metadata(file)
        for index in range(known.num_row_groups):
            size = known.row_group(index).num_rows
            if not size:
                continue
            groups.append(RowGroup(str(file.resolve()), index, start, len(starts)))
            starts += range(start, start + size, rows)
            start += size
    return SnapshotSlices(tuple(groups), tuple(starts), rows, start, pq.read_schema(files[0]).remove_metadata())


def newest_moment(bets: Path) -> datetime | None:
    """When the newest bet of a snapshot's file was placed; None if it holds none."""
    with pq.ParquetFile(bets) as file:
        if not file.metadata.num_rows:
            return None
        last = file.read_row_group(file.num_row_groups - 1, columns=["placed_at"])
        newest: datetime = pc.max(last["placed_at"]).as_py()
    return newest
