"""Importing exports: good rows in, bad rows quarantined, other files reported, and nothing twice."""

from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.store import BetStore
from pikkit.sync.syncing import import_exports

HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed,time_settled,"
    "time_placed_iso,time_settled_iso,bet_info,tags,sports,leagues"
)
TIMES = "04/21/2023 21:44:39 GMT,04/22/2023 17:09:49 GMT,2023-04-21T21:44:39.000Z,2023-04-22T17:09:49.000Z"
INFO = "Draw Moneyline Inverness C vs. Dundee,,Soccer,Scotland Championship"


def row(bet_id: str, status: str = "SETTLED_WIN", odds: str = "3.4") -> str:
    return f"{bet_id},Bwin,straight,{status},{odds},3.2,0.0625,3.54,8.5,{TIMES},{INFO}"


def write(path: Path, *rows: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def test_good_rows_are_stored_and_bad_rows_quarantined_by_rule(store: BetStore, tmp_path: Path) -> None:
    file = write(tmp_path / "ann.csv", row("1"), row("2", odds=""), row("3"), row("3"), row("4", status="LOST"))
    summary = import_exports(file, store)
    assert (summary.files, summary.rows, summary.inserted) == (1, 5, 2)
    assert summary.rules == {"id.duplicate": 1, "odds.missing": 1, "status.unknown": 1}
    assert store.rejects()["line"].to_pylist() == [3, 5, 6]
    assert set(store.read()["bettor"].to_pylist()) == {"ann"}


def test_importing_again_changes_nothing(store: BetStore, tmp_path: Path) -> None:
    file = write(tmp_path / "ann.csv", row("1"), row("2", odds="0.5"))
    import_exports(file, store)
    before = store.fingerprint()
    again = import_exports(file, store)
    assert (again.inserted, again.updated, again.unchanged) == (0, 0, 1)
    assert store.fingerprint() == before
    assert store.counts().rejects == 1


def test_a_newer_export_settles_open_bets_and_an_older_one_does_not_reopen_them(
    store: BetStore, tmp_path: Path
) -> None:
    older = write(tmp_path / "ann.csv", row("1", status="PENDING"))
    newer = write(tmp_path / "new" / "ann.csv", row("1"), row("2", status="PENDING"))
    import_exports(older, store)
    summary = import_exports(newer, store)
    assert (summary.inserted, summary.updated) == (1, 1)
    assert import_exports(older, store).unchanged == 1
    assert store.read()["outcome"].to_pylist() == ["win", "open"]


def test_a_file_that_is_no_export_is_skipped_and_the_others_are_read(store: BetStore, tmp_path: Path) -> None:
    write(tmp_path / "in" / "ann.csv", row("1"))
    (tmp_path / "in" / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "in" / "zero.csv").touch()
    summary = import_exports(tmp_path / "in", store)
    assert summary.files == 1
    assert [file.path.name for file in summary.skipped] == ["notes.csv", "zero.csv"]
    assert "lacks the columns bet_id" in summary.skipped[0].reason
    assert store.counts().bets == 1


def test_a_folder_without_one_readable_export_is_refused(store: BetStore, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "zero.csv").touch()
    with pytest.raises(InputError, match=r"lacks the columns bet_id.*\(and 1 more files failed\)"):
        import_exports(tmp_path, store)


@pytest.mark.parametrize("missing", ["nowhere", "nowhere.csv"])
def test_a_path_without_exports_is_refused(store: BetStore, tmp_path: Path, missing: str) -> None:
    with pytest.raises(InputError, match="nowhere"):
        import_exports(tmp_path / missing, store)


def test_several_exports_of_one_bettor_can_be_imported_as_theirs(store: BetStore, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.csv", row("1"))
    write(tmp_path / "in" / "b.csv", row("1"), row("2"))
    assert import_exports(tmp_path / "in", store, bettor="zoe").inserted == 2
    assert store.counts().bettors == 1


def test_progress_is_told_every_row(store: BetStore, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    file = write(tmp_path / "ann.csv", row("1"), row("2", odds="x"), row("3", status="PLACED"))
    import_exports(file, store, progress=lambda name, rows: told.append((name, rows)))
    assert {name for name, _ in told} == {"ann.csv"}
    assert sum(rows for _, rows in told) == 3
