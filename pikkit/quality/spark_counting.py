"""The suite's conditions counted by Spark's workers, a row group each; repeated keys are found by ranges of hashes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.quality.snapshot_reader import GateSnapshot, SnapshotPart
from pikkit.quality.suite_counts import (
    EXAMPLES,
    Condition,
    Counted,
    SuiteCounts,
    alike,
    count_rows,
    key_hashes,
    shown_rows,
    unique_columns,
)
from pikkit.spark.blocks import BLOCKS_DDL, Block, packed, unpacked
from pikkit.spark.worker_errors import worker_errors

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

HASHES = 1 << 23
"""Hashes that a task sorts at once: 64 MB."""
_COUNTS, _SHOWN = "counts", "shown"
_Work = Callable[[int, SnapshotPart], Iterator[Block]]


@dataclass(frozen=True)
class SparkCounting:
    """``suite_counts.counted_here`` by Spark's workers: the same counts, rows and values.

    The driver keeps the rows that are shown, and those whose key some other row has too.
    """

    spark: "SparkSession"

    def __call__(self, snapshot: GateSnapshot, asked: Sequence[Condition]) -> SuiteCounts:
        """Count for conditions on a snapshot, whose file the workers read by the same path."""
        parts, together = snapshot.parts(), unique_columns(asked)
        ranges = max(-(-snapshot.bets // HASHES), 1)
        with worker_errors():
            repeated = self._repeated(parts, together, ranges) if together and parts else np.zeros(0, np.int64)
            collected = _collected(self._of_parts(parts, _Counts(tuple(asked), repeated))) if parts else []
        return _together(collected, len(asked))

    def _repeated(self, parts: Sequence[SnapshotPart], together: tuple[str, ...], ranges: int) -> npt.NDArray[np.int64]:
        """The rows whose columns some other row has too, ascending."""
        hashes = self._of_parts(parts, _Hashes(together, ranges))
        again = _joined(_collected(hashes.repartitionById(ranges, "part").mapInArrow(_alike, BLOCKS_DDL)), "h")
        if not len(again):
            return np.zeros(0, np.int64)
        keys = self._of_parts(parts, _Keys(together, again, ranges))
        met = keys.repartitionById(ranges, "part").mapInArrow(_Met(together), BLOCKS_DDL)
        return np.sort(_joined(_collected(met), "row").astype(np.int64))

    def _of_parts(self, parts: Sequence[SnapshotPart], work: _Work) -> "DataFrame":
        def blocks(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                for number in batch.column("part").to_pylist():
                    yield from map(packed, work(number, parts[number]))

        numbers = self.spark.createDataFrame([(number,) for number in range(len(parts))], "part int")
        return numbers.repartitionById(len(parts), "part").mapInArrow(blocks, BLOCKS_DDL)


@dataclass(frozen=True)
class _Counts:
    """Counts for the conditions on a part, and the rows it would show."""

    asked: tuple[Condition, ...]
    repeated: npt.NDArray[np.int64]

    def __call__(self, number: int, part: SnapshotPart) -> Iterator[Block]:
        with part.opened() as connection:
            connection.register("repeated", pa.table({"row": self.repeated}))
            counted = count_rows(connection, self.asked)
            columns = {name: [getattr(one, name) for one in counted] for name in ("checked", "failing")}
            rows = pa.array([one.rows for one in counted], pa.list_(pa.int64()))
            yield number, _COUNTS, number, pa.table({**columns, "rows": rows})
            yield number, _SHOWN, number, shown_rows(connection, self.asked, counted)


@dataclass(frozen=True)
class _Hashes:
    """A hash of each row's key, to the range it is in."""

    together: tuple[str, ...]
    ranges: int

    def __call__(self, number: int, part: SnapshotPart) -> Iterator[Block]:
        with part.opened() as connection:
            hashes = key_hashes(connection, self.together)
        for place in range(self.ranges):
            yield place, "", number, pa.table({"h": hashes[hashes % self.ranges == place]})


def _alike(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The hashes of a range that are there more than once."""
    blocks = list(unpacked(batches))
    hashes = alike(np.concatenate([np.zeros(0, np.uint64), *(table["h"].to_numpy() for *_, table in blocks)]))
    if len(hashes):
        yield packed((blocks[0][0], "", 0, pa.table({"h": hashes})))


@dataclass(frozen=True)
class _Keys:
    """The keys of rows whose hash some other row has too, to the range it is in."""

    together: tuple[str, ...]
    again: npt.NDArray[np.uint64]
    ranges: int

    def __call__(self, number: int, part: SnapshotPart) -> Iterator[Block]:
        names = ", ".join(self.together)
        with part.opened() as connection:
            connection.register("alike", pa.table({"h": self.again}))
            rows = connection.sql(
                f"SELECT row, {names}, hash({names}) AS h FROM snapshot WHERE hash({names}) IN (SELECT h FROM alike)"  # noqa: S608
            ).to_arrow_table()
        places = rows["h"].to_numpy() % self.ranges
        for place in np.unique(places).tolist():
            yield place, "", number, rows.filter(pa.array(places == place))


@dataclass(frozen=True)
class _Met:
    """The rows of a range whose key some other row has too."""

    together: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        blocks = list(unpacked(batches))
        if not blocks:
            return
        rows = pa.concat_tables([table for *_, table in blocks])
        grouped = rows.group_by(list(self.together)).aggregate([("row", "list")])
        repeated = grouped.filter(pc.greater(pc.list_value_length(grouped["row_list"]), 1))
        numbers = pc.list_flatten(repeated["row_list"]).combine_chunks().cast(pa.int64())
        yield packed((blocks[0][0], "", 0, pa.table({"row": numbers})))


def _collected(frame: "DataFrame") -> list[tuple[str, pa.Table]]:
    rows = frame.toLocalIterator(prefetchPartitions=True)
    return [(row.name, pa.ipc.open_stream(row.block).read_all()) for row in rows]


def _joined(found: Iterable[tuple[str, pa.Table]], name: str) -> npt.NDArray[Any]:
    return np.concatenate([np.zeros(0, np.uint64), *(table[name].to_numpy() for _, table in found)])


def _together(found: Sequence[tuple[str, pa.Table]], conditions: int) -> SuiteCounts:
    """What was found in all parts."""
    counts = [table.to_pylist() for name, table in found if name == _COUNTS]
    counted = [
        Counted(
            sum(part[place]["checked"] for part in counts),
            sum(part[place]["failing"] for part in counts),
            sorted(row for part in counts for row in part[place]["rows"])[:EXAMPLES],
        )
        for place in range(conditions)
    ]
    shown = (row for name, table in found if name == _SHOWN for row in table.to_pylist())
    wanted = {row for count in counted for row in count.rows}
    return SuiteCounts(counted, {row["row"]: row for row in shown if row["row"] in wanted})
