"""A build from a build before writes what a full build would, to the last bit, and keeps what did not change."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.bets.schema import BETS
from pikkit.features.build.arrays.definition_values import READ
from pikkit.features.build.build import VIEW_FOLDER, rebuild_features
from pikkit.features.build.incremental import Rebuilt
from pikkit.features.build.resume import build_record
from pikkit.features.build.resume.bet_digests import ASKED, NAMED, SETTLED
from tests.features.engines import differing
from tests.features.histories import DAY, START, bet, random_bets, table

HISTORY = table(*random_bets(200, seed=21)).to_pylist()


def built(bets: list[dict[str, Any]], folder: Path, previous: Path | None = None) -> Rebuilt:
    folder.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(bets, schema=BETS), folder / "bets.parquet")
    return rebuild_features(folder / "bets.parquet", folder, previous or folder)


def changed(bets: list[dict[str, Any]], folder: Path) -> Rebuilt:
    """Build a history, then what it became from that and in full; they must be the same."""
    built(HISTORY, folder / "before")
    rebuilt = built(bets, folder / "after", folder / "before")
    built(bets, folder / "full")
    assert differing(folder / "after", folder / "full") == []
    return rebuilt


def new(name: str, placed: timedelta, settled: timedelta | None = None, **words: Any) -> dict[str, Any]:
    return bet(placed, settled, **words) | {"bet_id": name}


CHANGES = {
    "settle": lambda row: row | {"settled_at": row["placed_at"] + 20 * DAY, "outcome": "win"},
    "settle late": lambda row: row | {"settled_at": START + 400 * DAY, "outcome": "loss"},
    "unsettle": lambda row: row | {"settled_at": None},
    "correct": lambda row: row | {"outcome": "loss", "profit": -3.0},
    "move": lambda row: row | {"sportsbook": "Novig", "league": None},
    "grade as a parlay": lambda row: row | {"bet_type": "parlay", "n_legs": 2},
    "reprice": lambda row: row | {"closing_odds": 1.77},
    "go live": lambda row: row | {"live": True},
}
changes = st.lists(st.tuples(st.integers(0, len(HISTORY) - 1), st.sampled_from([*CHANGES, "remove"])), max_size=4)


@settings(max_examples=6)
@given(changes=changes, more=st.integers(0, 3), turn=st.booleans())
def test_any_change_is_built_as_in_full(changes: list[tuple[int, str]], more: int, turn: bool) -> None:
    rows = {place: CHANGES[kind](HISTORY[place]) for place, kind in changes if kind != "remove"}
    gone = {place for place, kind in changes if kind == "remove"} - set(rows)
    bets = [rows.get(place, row) for place, row in enumerate(HISTORY) if place not in gone]
    bets += [new(f"new {n}", n * 60 * DAY, (n * 60 + 1) * DAY) for n in range(more)]
    with TemporaryDirectory() as folder:
        changed(bets[::-1] if turn else bets, Path(folder))


def test_what_did_not_change_is_kept(tmp_path: Path) -> None:
    rebuilt = changed(HISTORY, tmp_path)
    assert (rebuilt.rows_kept, rebuilt.view_rows_kept) == (len(HISTORY), rebuilt.view_rows)


LAST = max(row["placed_at"] for row in HISTORY) - START + DAY


def test_bets_that_come_last_change_no_earlier_row(tmp_path: Path) -> None:
    rebuilt = changed([*HISTORY, new("last", LAST, LAST + DAY, bettor="dan")], tmp_path)
    assert rebuilt.rows_kept == len(HISTORY)
    assert 0.5 < rebuilt.view_rows_kept / rebuilt.view_rows < 1


def test_a_late_settlement_changes_the_rows_after_it_only(tmp_path: Path) -> None:
    place = next(place for place, row in enumerate(HISTORY) if row["outcome"] == "open")
    settled = LAST + START - 20 * DAY
    bets = [*HISTORY]
    bets[place] = HISTORY[place] | {"settled_at": settled, "outcome": "win", "bet_type": HISTORY[place]["bet_type"]}
    rebuilt = changed(bets, tmp_path)
    known = max(settled, HISTORY[place]["placed_at"])
    before = sum(row["placed_at"] <= known for row in HISTORY)
    assert before == rebuilt.rows_kept < len(HISTORY)
    assert rebuilt.view_rows_kept > 0


def test_a_note_on_an_old_bet_changes_its_row_and_no_feature(tmp_path: Path) -> None:
    rebuilt = changed([HISTORY[0] | {"tags": "noted"}, *HISTORY[1:]], tmp_path)
    assert (rebuilt.rows_kept, rebuilt.view_rows_kept) == (len(HISTORY), rebuilt.view_rows)


def test_builds_go_on_from_one_another(tmp_path: Path) -> None:
    """Three weeks, each built from the one before: epochs, states and files are carried over again and again."""
    bets, previous = HISTORY, tmp_path / "nothing"
    for week in range(6):
        folder = tmp_path / f"week {week}"
        rebuilt = built(bets, folder, previous)
        assert (rebuilt.rows_kept > 0) == (week > 0)
        previous = folder
        ids = [f"{week} {n}" for n in range(25)]
        times = [LAST + (7 * week + n / 4) * DAY for n in range(25)]
        bets = [*bets, *(new(name, at, at + DAY / 2, bettor="eve") for name, at in zip(ids, times, strict=True))]
    built(pq.read_table(previous / "bets.parquet").to_pylist(), tmp_path / "full")
    assert differing(previous, tmp_path / "full") == []


def test_a_build_of_other_definitions_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(HISTORY, tmp_path / "before")
    monkeypatch.setattr(build_record, "source_digest", lambda: b"other")
    assert built(HISTORY, tmp_path / "after", tmp_path / "before").rows_kept == 0


def test_files_that_are_not_those_of_the_build_are_not_gone_on_from(tmp_path: Path) -> None:
    """As after a stop between two files of a build in place."""
    built(HISTORY, tmp_path / "before")
    built([*HISTORY, new("more", LAST, LAST + DAY)], tmp_path / "other")
    name = Path(VIEW_FOLDER) / "sport_features.parquet"
    (tmp_path / "other" / name).replace(tmp_path / "before" / name)
    assert built(HISTORY, tmp_path / "after", tmp_path / "before").rows_kept == 0


def test_without_a_build_before_all_is_built(tmp_path: Path) -> None:
    assert built(HISTORY, tmp_path / "after", tmp_path / "nothing").rows_kept == 0


def test_bets_of_one_id_are_built_in_full(tmp_path: Path) -> None:
    built(HISTORY, tmp_path / "before")
    assert built([*HISTORY, HISTORY[0]], tmp_path / "after", tmp_path / "before").rows_kept == 0


def test_a_build_may_replace_the_one_before(tmp_path: Path) -> None:
    bets = [*HISTORY, new("new", LAST, LAST + DAY)]
    built(HISTORY, tmp_path / "here")
    built(bets, tmp_path / "full")
    rebuilt = rebuild_features(tmp_path / "full" / "bets.parquet", tmp_path / "here", tmp_path / "here")
    assert (rebuilt.rows, rebuilt.rows_kept) == (len(bets), len(HISTORY))
    assert differing(tmp_path / "here", tmp_path / "full") == []
    assert not [path for path in (tmp_path / "here" / VIEW_FOLDER).iterdir() if path.suffix != ".parquet"]
    assert len(list((tmp_path / "here").glob(".resume-*"))) == 1


def test_every_column_that_features_are_made_from_is_compared() -> None:
    assert {*READ, "live"} <= {*NAMED, *ASKED, *SETTLED}
