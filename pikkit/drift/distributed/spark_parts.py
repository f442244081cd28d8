"""Work on a build's parts by Spark's workers."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from pikkit.spark.blocks import BLOCKS_DDL, Block, packed

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def run_on_parts(spark: "SparkSession", parts: int, work: Callable[[int], Iterator[Block]]) -> "DataFrame":
    """The blocks that some work makes of each of so many parts, a task each."""

    def blocks(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column("part").to_pylist():
                yield from map(packed, work(number))

    numbers = spark.createDataFrame([(number,) for number in range(parts)], "part int")
    return numbers.repartitionById(parts, "part").mapInArrow(blocks, BLOCKS_DDL)


def collected(frame: "DataFrame") -> list[Block]:
    """All blocks, a partition at a time, in the driver."""
    rows = frame.toLocalIterator(prefetchPartitions=True)
    return [(row.part, row.name, row.at, pa.ipc.open_stream(row.block).read_all()) for row in rows]
