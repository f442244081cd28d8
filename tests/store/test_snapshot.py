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


def test_what_no_import_would_let_in_is_left_out_of_what_is_common(
    store: BetStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    late = NOON.replace(year=2150)
    store.upsert(
        make_bets({}, {"odds": 1e8}, {"stake": 1e10}, {"placed_at": late}, {"sportsbook": ""}, {"bettor": "bob"})
    )
    assert write_snapshot(store, tmp_path / "bets.parquet") == 2
    assert "Left 4 bets that no import would have let in" in caplog.text


def test_what_a_person_let_in_is_common(store: BetStore, tmp_path: Path) -> None:
    from pikkit.review.decided import Reviewer
    from pikkit.review.quarantine import accept_rows
    from pikkit.review.quarantined_items import RowFilter, find_rows
    from pikkit.sync.syncing import import_exports
    from tests.bets.export_files import row, write_export

    import_exports(write_export(tmp_path / "ann.csv", [row(1, odds="100000000"), row(2)]), store)
    accept_rows(store, find_rows(store, RowFilter()), Reviewer("zoe", "the slip says so"))
    assert write_snapshot(store, tmp_path / "bets.parquet") == 2
