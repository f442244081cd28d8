"""The snapshot by Spark's workers: each reads ranges of bettors, and what all have read is put in order of time.

Whatever the store is, a worker opens it and reads as the driver would: corrected, and behind the gate of what is
common. Each bettor's bets are of one moment; those of different bettors may be some seconds apart.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.bets.learned_habits import HabitCount, in_learned_order, learned_habits, order_mentions
from pikkit.bets.same_players import Subject, names_meant, renamed, subject_counts
from pikkit.bets.schema import BETS
from pikkit.settings import Settings
from pikkit.spark.blocks import BLOCKS_DDL, packed
from pikkit.spark.worker_errors import worker_errors
from pikkit.store.common import common_bets
from pikkit.store.opening import open_store
from pikkit.store.sql import SqlStore
from pikkit.store.stored_bets import ORDER

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WAVES = 3
"""Ranges of bettors for each core."""
PIECE_BETS = 1 << 20
"""Bets of a piece of time, about: what is sorted at once, and a row group of the snapshot."""
SAMPLED = 1000
"""Moments that each range tells of its bets."""
_COUNTS, _MOMENTS, _ORDERS = "counts", "moments", "orders"
Learned = tuple[Mapping[Subject, str], Mapping[str, HabitCount]]
"""What all bets together tell: players' names, and how books list teams."""
_RAW = pa.ipc.IpcWriteOptions()  # not compressed: pieces are taken from the middle


@dataclass(frozen=True)
class SparkSnapshot:
    """How a snapshot is made.

    Attributes:
        make_store: Opens the store where a worker is.
        placed_before: Only bets placed before this moment, which has a time zone; None: all.
        piece_bets: Bets of a piece of time, about.
    """

    make_store: Callable[[], SqlStore]
    placed_before: datetime | None = None
    piece_bets: int = PIECE_BETS

    def write(self, path: Path, spark: "SparkSession") -> int:
        """Write the snapshot that ``write_snapshot`` writes, as Parquet; returns how many bets are in it.

        The workers leave parts in a folder beside it, which all of them and the driver must see.
        """
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        with closing(self.make_store()) as store:
            bettors = store.bettor_counts()
        ranges = _ranges(bettors, WAVES * spark.sparkContext.defaultParallelism)
        try:
            with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder, worker_errors():
                count = self._run(spark, ranges, Path(folder), unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        return count

    def _run(self, spark: "SparkSession", ranges: Sequence[Sequence[str]], folder: Path, out: Path) -> int:
        tables = _run(spark, len(ranges), lambda number: self._read(ranges[number], folder / f"read-{number}.arrow"))
        meant = names_meant(
            pa.concat_tables(
                [table for name, table in tables if name == _COUNTS] or [subject_counts(BETS.empty_table())]
            )
        )
        habits = learned_habits(
            pa.concat_tables(
                [table for name, table in tables if name == _ORDERS] or [order_mentions(BETS.empty_table())]
            )
        )
        moments = [table for name, table in tables if name == _MOMENTS]
        bounds = _bounds(moments, self.piece_bets)
        parts = sorted(folder.glob("read-*.arrow"))
        _run(spark, len(bounds) + 1, lambda number: _sort(parts, bounds, number, (meant, habits), folder))
        count = 0
        with pq.ParquetWriter(out, BETS, compression="zstd") as file:
            for number in range(len(bounds) + 1):
                table = pq.read_table(folder / f"piece-{number}.parquet")
                count += table.num_rows
                file.write_table(table)
        return count

    def _read(self, bettors: Sequence[str], part: Path) -> Iterator[tuple[str, pa.Table]]:
        """Write the bets of some bettors in order of time; tell of their subjects and moments."""
        with closing(self.make_store()) as store:
            bets = common_bets(store.read(bettors=bettors, placed_before=self.placed_before), store)
        bets = bets.combine_chunks()
        with _whole(part) as unfinished, pa.ipc.new_file(unfinished, BETS, options=_RAW) as file:
            file.write_table(bets)
        yield _COUNTS, subject_counts(bets)
        yield _ORDERS, order_mentions(bets)
        placed = bets["placed_at"].cast(pa.int64()).to_numpy()
        places = np.linspace(0, len(placed) - 1, min(SAMPLED, len(placed))).astype(np.int64)
        weight = len(placed) / max(len(places), 1)
        yield _MOMENTS, pa.table({"moment": placed[places], "weight": np.full(len(places), weight)})


def spark_snapshot(settings: Settings, placed_before: datetime | None = None) -> SparkSnapshot:
    """How a snapshot of the configured store, which is SQLite's or Postgres's, is made."""
    return SparkSnapshot(partial(_opened, settings), placed_before)


def _opened(settings: Settings) -> SqlStore:
    store = open_store(settings.resolved_store_url, settings)
    if not isinstance(store, SqlStore):
        raise InputError("Spark's workers read SQLite or Postgres; for a Supabase project, set its database's URL.")
    return store


Told = tuple[str, pa.Table]


def _run(spark: "SparkSession", tasks: int, work: Callable[[int], Iterator[Told]]) -> list[Told]:
    """Do a piece of work for each number, and gather what is told."""

    def work_all(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column("part").to_pylist():
                yield from (packed((number, name, number, table)) for name, table in work(number))

    frame = spark.createDataFrame([(number,) for number in range(tasks)], "part int")
    done = frame.repartitionById(tasks, "part").mapInArrow(work_all, BLOCKS_DDL).collect()
    return [(row.name, pa.ipc.open_stream(row.block).read_all()) for row in done]


def _ranges(bettors: Sequence[tuple[str, int]], wanted: int) -> list[list[str]]:
    """The bettors in ranges of about as many bets; at least one range."""
    share = max(sum(bets for _, bets in bettors) / max(wanted, 1), 1)
    ranges: list[list[str]] = [[]]
    held = 0
    for bettor, bets in bettors:
        if held >= share:
            ranges.append([])
            held = 0
        ranges[-1].append(bettor)
        held += bets
    return ranges


def _bounds(tables: Sequence[pa.Table], piece_bets: int) -> list[int]:
    """The moments, ascending, that part time into pieces of about as many bets."""
    tables = [table for table in tables if table.num_rows]
    if not tables:
        return []
    moments, weights = (np.concatenate([table[name].to_numpy() for table in tables]) for name in ("moment", "weight"))
    order = np.argsort(moments, kind="stable")
    piece = (np.cumsum(weights[order]) / piece_bets).astype(np.int64)
    return sorted(set(moments[order][np.flatnonzero(np.diff(piece, prepend=0))].tolist()))


def _sort(parts: Sequence[Path], bounds: Sequence[int], number: int, learned: Learned, folder: Path) -> Iterator[Told]:
    """Write the bets of a piece of time, in order; the parts are in order of time each."""
    first = bounds[number - 1] if number else None
    last = bounds[number] if number < len(bounds) else None
    taken = [BETS.empty_table()]
    for part in parts:
        with pa.memory_map(str(part)) as source:
            table = pa.ipc.open_file(source).read_all()
            placed = table["placed_at"].cast(pa.int64()).to_numpy()
            begin = 0 if first is None else int(np.searchsorted(placed, first))
            end = len(placed) if last is None else int(np.searchsorted(placed, last))
            taken.append(table.slice(begin, end - begin).take(pa.array(np.arange(end - begin))))  # a copy
    piece = in_learned_order(renamed(pa.concat_tables(taken).sort_by(ORDER), learned[0]), learned[1])
    with _whole(folder / f"piece-{number}.parquet") as unfinished:
        pq.write_table(piece, unfinished, compression="zstd")
    return iter(())


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file that takes its place once it is whole, whoever else writes the same."""
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    yield unfinished
    unfinished.replace(path)
