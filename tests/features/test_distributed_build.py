"""The pieces of work of a distributed build, one after another in this process, give what arrays give."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER
from pikkit.features.build.distributed.spark_build import DistributedBuild
from pikkit.features.views.view import VIEWS
from tests.features.engines import built_by_arrays, differing
from tests.features.test_engines import HISTORIES

Rows = dict[int, list[pa.RecordBatch]]


def exchanged(rows: Iterable[pa.RecordBatch]) -> Rows:
    """The rows by the partition they are for, as Spark would bring them there, but last come first."""
    parts: Rows = defaultdict(list)
    for row in rows:
        parts[row.column("part")[0].as_py()].insert(0, row)
    return parts


@pytest.mark.parametrize("history", HISTORIES)
def test_the_pieces_of_work_give_what_arrays_give(history: str, tmp_path: Path) -> None:
    arrays, bets = built_by_arrays(HISTORIES[history], tmp_path / "arrays"), tmp_path / "bets.parquet"
    pq.write_table(HISTORIES[history], bets, row_group_size=70)
    out = tmp_path / "out"
    for folder in (out / "parts", out / VIEW_FOLDER):
        folder.mkdir(parents=True)
    build = DistributedBuild.of(bets, out / "parts", slice_rows=25, range_bets=60)
    asked = [pa.record_batch({"part": pa.array([n], pa.int32())}) for n in range(len(build.slices.groups))]
    split = exchanged(row for one in asked for row in build.split(iter([one])))
    known = exchanged(row for rows in split.values() for row in build.sum_up(iter(rows)))
    for rows in known.values():
        list(build.write(iter(rows)))
    build.merge(out / VIEW_FOLDER, out / TRAINING_FILE)
    assert differing(arrays, out) == []
    assert list((out / "parts").iterdir()) == []


def test_a_large_history_is_summed_up_in_many_ranges(tmp_path: Path) -> None:
    bets = tmp_path / "bets.parquet"
    pq.write_table(HISTORIES["random and nasty"], bets, row_group_size=70)
    build = DistributedBuild.of(bets, tmp_path, slice_rows=25, range_bets=60)
    assert [ranges.view for ranges in build.ranges] == list(VIEWS)
    assert sum(ranges.count > 1 for ranges in build.ranges) > 10
    numbers = [ranges.first + number for ranges in build.ranges for number in range(ranges.count)]
    assert numbers == list(range(len(numbers)))
    assert build.slices.starts == (0, 25, 50, 70, 95, 120, 140, 165)


def test_a_snapshot_may_be_a_folder_of_files(tmp_path: Path) -> None:
    history = HISTORIES["random and nasty"]
    folder, one = tmp_path / "bets", tmp_path / "bets.parquet"
    folder.mkdir()
    pq.write_table(history, one)
    for number in range(3):
        pq.write_table(history.slice(number * 60, 60), folder / f"part-{number}.parquet")
    build = DistributedBuild.of(folder, tmp_path)
    read = [bets for group in build.slices.groups for _, _, bets in group.read(25)]
    assert pa.concat_tables(read).equals(history)
