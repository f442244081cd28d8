"""The build on Spark: three pieces of work with two exchanges of blocks between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays.definition_values import KEYS, READ, evaluator
from pikkit.features.build.distributed.entity_ranges import EntityRanges, entity_ranges
from pikkit.features.build.distributed.slice_rows import write_slice
from pikkit.features.build.distributed.snapshot_slices import SLICE_ROWS, RowGroup, SnapshotSlices, slices_of
from pikkit.features.build.distributed.splitting import ALL, BETS, Splitting
from pikkit.features.build.distributed.view_range import summed_range
from pikkit.features.build.training_rows import write_rows
from pikkit.features.views.view_file import write_view
from pikkit.spark.blocks import BLOCKS_DDL, packed, unpacked
from pikkit.spark.worker_errors import worker_errors

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

RANGE_BETS = 1 << 20
"""Bets whose entities one worker sums up at once: about 0.3 GB."""
SAMPLED = 8
"""Slices whose keys say how entities are spread."""


def build_on_spark(bets: Path, training: Path, views: Path, folder: Path, spark: "SparkSession") -> int:
    """Write a snapshot's view rows and training rows, as ``build_features`` does.

    Args:
        bets: The snapshot; the workers read it by this path.
        training: The file of the training rows.
        views: The folder of the views' files.
        folder: For part files, which the workers write and the driver reads.
        spark: What runs the work.

    Returns:
        The number of training rows.
    """
    build = DistributedBuild.of(bets, folder.resolve())
    rows = build.run(spark)
    build.merge(views, training)
    return rows


@dataclass(frozen=True)
class DistributedBuild:
    """A build; what workers write meanwhile goes into a folder that all of them and the driver see.

    Attributes:
        slices: The snapshot's.
        ranges: Of every view.
        folder: For part files.
        since: Rows of bets placed before, in microseconds since 1970, are not asked for: slices of theirs alone have no
            part, and their features in others mean nothing.
        views: Whether to write the views' rows.
    """

    slices: SnapshotSlices
    ranges: tuple[EntityRanges, ...]
    folder: Path
    since: int = ALL
    views: bool = True

    @classmethod
    def of(cls, bets: Path, folder: Path, slice_rows: int = SLICE_ROWS, range_bets: int = RANGE_BETS) -> Self:
        """Plan the build of a snapshot, a Parquet file or a folder of them."""
        slices = slices_of(bets, slice_rows)
        return cls(slices, entity_ranges(_sampled_keys(slices), slices.count, range_bets), folder)

    def run(self, spark: "SparkSession") -> int:
        """Write all part files; returns the number of training rows."""
        ranges, slices = self.ranges[-1].first + self.ranges[-1].count, len(self.slices.starts)
        if not slices:
            return 0
        groups = spark.createDataFrame([(n,) for n in range(len(self.slices.groups))], "part int")
        split = groups.repartitionById(len(self.slices.groups), "part").mapInArrow(self.split, BLOCKS_DDL)
        known = split.repartitionById(ranges + slices, "part").mapInArrow(self.sum_up, BLOCKS_DDL)
        done = known.repartitionById(slices, "part").mapInArrow(self.write, "rows long")
        with worker_errors():
            return sum(row.rows for row in done.collect())

    def parts(self) -> list[Path]:
        """The part files of slices that were written, in order."""
        return [part for part in map(self._slice_part, range(len(self.slices.starts))) if part.is_file()]

    def merge(self, views: Path, training: Path) -> None:
        """Join the part files to those of a build: ``views/<name>.parquet`` and the training rows."""
        for ranges in self.ranges:
            numbers = range(ranges.first, ranges.first + ranges.count)
            write_view(ranges.view, _tables(self._view_part(number) for number in numbers), views)
        write_rows(self.slices.schema, _tables(map(self._slice_part, range(len(self.slices.starts)))), training)

    def split(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Split the row groups whose numbers are given (``splitting``)."""
        splitting = Splitting(self.ranges, self.slices.rows, self.since)
        with evaluator(threads=1) as engine:
            for batch in batches:
                for number in batch.column("part").to_pylist():
                    yield from map(packed, splitting.blocks(self.slices.groups[number], engine))

    def sum_up(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Sum up the one range whose blocks are given (``view_range``), or hand on a slice's own."""
        blocks = list(unpacked(batches))
        if not blocks:
            return
        part, name, at, table = blocks[0]
        if name == BETS:  # a slice's own, on its way there
            yield packed((at, name, at, table))
            return
        view = next(ranges.view for ranges in reversed(self.ranges) if ranges.first <= part)
        yield from map(
            packed, summed_range(view, blocks, self._view_part(part) if self.views else None, self.slices.starts)
        )

    def write(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the one slice whose blocks are given (``slice_rows``)."""
        blocks = list(unpacked(batches))
        if blocks:
            number = blocks[0][0]
            rows = write_slice(blocks, self._slice_part(number), self.slices.starts[number])
            yield pa.RecordBatch.from_arrays([pa.array([rows], pa.int64())], names=["rows"])

    def _view_part(self, number: int) -> Path:
        return self.folder / f"range-{number}.arrow"

    def _slice_part(self, number: int) -> Path:
        return self.folder / f"slice-{number}.arrow"


def _tables(parts: Iterator[Path]) -> Iterator[pa.Table]:
    """The tables of part files that are there, each file removed once it is read; a range without a bet has none."""
    for path in parts:
        if path.is_file():
            with pa.ipc.open_file(path) as file:
                for number in range(file.num_record_batches):
                    yield pa.Table.from_batches([file.get_batch(number)])
            path.unlink()


def _sampled_keys(slices: SnapshotSlices) -> pa.Table:
    """The keys of some bets from all over the snapshot."""
    chosen = slices.groups[:: max(len(slices.groups) // SAMPLED, 1)]
    with evaluator() as engine:
        return pa.concat_tables([engine.asked(_first_rows(group, slices.rows)) for group in chosen] or [_no_keys()])


def _first_rows(group: RowGroup, rows: int) -> pa.Table:
    with pq.ParquetFile(group.path) as file:
        batch = next(file.iter_batches(rows, row_groups=[group.index], columns=list(READ)))
    return pa.Table.from_batches([batch]).select(READ)


def _no_keys() -> pa.Table:
    return pa.table({key: pa.array([], pa.string()) for key in KEYS})
