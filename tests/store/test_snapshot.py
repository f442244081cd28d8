"""A snapshot is a whole Parquet file of the stored bets, or none."""

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.store import BetStore, write_snapshot
from tests.store.builders import NOON, make_bets


def test_a_snapshot_holds_what_the_store_reads(store: BetStore, tmp_path: Path) -> None:
    store.upsert(make_bets({}, {"outcome": "win"}, {}))
    path = tmp_path / "new" / "bets.parquet"
    assert write_snapshot(store, path) == 3
    assert pq.read_table(path).equals(store.read())


def test_a_snapshot_can_stop_at_a_time(store: BetStore, tmp_path: Path) -> None:
    store.upsert(make_bets({}, {}))
    path = tmp_path / "bets.parquet"
    assert write_snapshot(store, path, placed_before=NOON + timedelta(hours=1)) == 1
    assert pq.read_table(path)["bet_id"].to_pylist() == ["0"]


def test_a_snapshot_that_fails_leaves_the_old_one_and_nothing_else(store: BetStore, tmp_path: Path) -> None:
    path = tmp_path / "snapshots" / "bets.parquet"
    store.upsert(make_bets({}))
    write_snapshot(store, path)
    with pytest.raises(InputError):
        write_snapshot(store, path, placed_before=NOON.replace(tzinfo=None))
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_snapshot(store, tmp_path / "taken")
    assert [file.name for file in path.parent.iterdir()] == ["bets.parquet"]
    assert list(tmp_path.glob(".taken*")) == []
    assert pq.read_table(path).num_rows == 1
