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
from pikkit.features.build import source_digest
from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER, build_features, rebuild_features
from pikkit.features.build.incremental import Rebuilt
from tests.features.engines import differing
from tests.features.histories import DAY, START, bet, random_bets, table

HISTORY = table(*random_bets(200, seed=21)).to_pylist()


def built(bets: list[dict[str, Any]], folder: Path, previous: Path | None = None) -> Rebuilt:
    folder.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(bets, schema=BETS), folder / "bets.parquet")
    return rebuild_features(folder / "bets.parquet", folder, previous)


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
    assert changed(HISTORY, tmp_path).rows_kept == len(HISTORY)


def test_a_bet_that_settles_last_changes_no_earlier_row(tmp_path: Path) -> None:
    last = max(row["placed_at"] for row in HISTORY) - START + DAY
    rebuilt = changed([*HISTORY, new("last", last, last + DAY, bettor="dan")], tmp_path)
    assert rebuilt.rows_kept == len(HISTORY)
    assert rebuilt.views_kept == 1  # parlays
    assert 0 < rebuilt.entities_changed < rebuilt.entities


def test_a_late_settlement_changes_the_rows_after_it_only(tmp_path: Path) -> None:
    place = next(place for place, row in enumerate(HISTORY) if row["outcome"] == "open")
    settled = START + 150 * DAY
    bets = [*HISTORY]
    bets[place] = HISTORY[place] | {"settled_at": settled, "outcome": "win", "bet_type": "straight"}
    rebuilt = changed(bets, tmp_path)
    before = sum(row["placed_at"] <= settled for row in HISTORY)
    assert before - 1 <= rebuilt.rows_kept < len(HISTORY)


def test_a_build_of_other_definitions_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(HISTORY, tmp_path / "before")
    path = tmp_path / "before" / TRAINING_FILE
    rows = pq.read_table(path)
    pq.write_table(rows.replace_schema_metadata({source_digest.DIGEST: b"other"}), path)
    assert built(HISTORY, tmp_path / "after", tmp_path / "before").rows_kept == 0


def test_without_a_build_before_all_is_built(tmp_path: Path) -> None:
    assert built(HISTORY, tmp_path / "after", tmp_path / "nothing").rows_kept == 0


def test_bets_of_one_id_are_built_in_full(tmp_path: Path) -> None:
    built(HISTORY, tmp_path / "before")
    assert built([*HISTORY, HISTORY[0]], tmp_path / "after", tmp_path / "before").rows_kept == 0


def test_a_build_may_replace_the_one_before(tmp_path: Path) -> None:
    bets = [*HISTORY[:-1], new("new", DAY, 2 * DAY)]
    built(HISTORY, tmp_path / "here")
    built(bets, tmp_path / "full")
    assert build_features(tmp_path / "full" / "bets.parquet", tmp_path / "here", tmp_path / "here") == len(bets)
    assert differing(tmp_path / "here", tmp_path / "full") == []
    assert not [path for path in (tmp_path / "here" / VIEW_FOLDER).iterdir() if path.suffix != ".parquet"]
