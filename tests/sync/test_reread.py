"""Stored texts are read again by today's rules, and no correction is lost."""

from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pikkit.bets.schema import BETS
from pikkit.review.bet_decisions import correct_bets
from pikkit.review.decided import Reviewer
from pikkit.store import BetStore
from pikkit.sync.export_file import open_export, store_export
from pikkit.sync.stored_reread import RereadCounts, reread_store
from pikkit.sync.syncing import sync_exports
from tests.bets.export_files import row, write_export
from tests.store.conftest import postgres, postgres_url  # noqa: F401 (fixtures)

GAME = "Miami Heat @ Boston Celtics"
OLD: dict[str, Any] = {
    "market": "something", "subject": "Able Points", "home": "Nobody", "away": "Miami Heat", "side": "over", "line": 9.0
}  # fmt: skip
"""How an earlier version read the text of the first bet."""


def store_as_before(store: BetStore, changes: dict[str, Any]) -> None:
    """Let the first bet of the store be one that an earlier version had read otherwise."""
    first = store.read(corrected=False).slice(0, 1).to_pylist()[0]
    store.upsert(pa.Table.from_pylist([first | changes], BETS))


@pytest.fixture(params=["SQLite", "Postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the test's store is: in each of the two databases."""
    if request.param == "Postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'store' / 'bets.db'}"


@pytest.fixture
def old(store: BetStore, folder: Path) -> BetStore:
    """A store of two bets on one game, the first of which was read otherwise when it was made."""
    said = {"sports": "Basketball", "leagues": "NBA"}
    rows = [
        row(1, bet_info=f"Over 24.5 Ann Able Points {GAME}", **said),
        row(2, bet_info=f"Celtics Moneyline {GAME}", **said, time_placed_iso="2025-12-27T23:00:00.000Z"),
    ]
    sync_exports(write_export(folder / "ann.csv", rows), store)
    store_as_before(store, OLD)
    return store


def test_what_an_earlier_version_read_otherwise_is_read_anew(old: BetStore) -> None:
    counts = reread_store(old)
    assert counts.bets == 2
    assert counts.changed == 1
    assert counts.fields == {"market": 1, "line": 1, "subject": 1, "home": 1}
    bet = old.read().slice(0, 1).to_pylist()[0]
    assert (bet["market"], bet["subject"], bet["line"]) == ("player points", "Ann Able", 24.5)
    assert bet["home"] == "Boston Celtics"


def test_it_says_how_many_bets_are_on_another_event(store: BetStore, folder: Path) -> None:
    rows = [row(1, bet_info=f"Celtics Moneyline {GAME}", sports="Basketball", leagues="NBA")]
    write_export(folder / "ann.csv", rows)
    deque(
        store_export(store, open_export(folder / "ann.csv")), maxlen=0
    )  # it leaves the events to tell, as earlier versions did
    store_as_before(store, {"home": "Nobody"})
    assert reread_store(store).events == 1
    assert store.events()["event"].to_pylist() == ["nba:boston-celtics+nba:miami-heat@2025-12-27"]


def test_corrections_stay_and_win(old: BetStore) -> None:
    correct_bets(old, old.read().slice(0, 1), {"subject": "Ann B. Able", "line": "23.5"}, Reviewer("ann", "as placed"))
    before = old.corrections()
    counts = reread_store(old)
    assert counts.corrected == 2
    assert old.corrections().equals(before)
    read = old.read().slice(0, 1).to_pylist()[0]
    assert (read["market"], read["subject"], read["line"]) == ("player points", "Ann B. Able", 23.5)


def test_a_player_with_two_spellings_has_one_name_afterwards(store: BetStore, folder: Path) -> None:
    rows = [row(1, bet_info=f"Over 24.5 Luka Dončić Jr. Points {GAME}", sports="Basketball", leagues="NBA")]
    sync_exports(write_export(folder / "ann.csv", rows), store)
    store_as_before(store, {"subject": "Luka Dončić Jr."})
    assert reread_store(store).fields == {"subject": 1}
    assert store.read()["subject"].to_pylist() == ["Luka Doncic"]


def test_a_dry_run_says_the_same_and_stores_nothing(old: BetStore) -> None:
    before = old.fingerprint()
    would = reread_store(old, dry_run=True)
    assert old.fingerprint() == before
    assert reread_store(old) == would
    assert old.fingerprint() != before


def test_reading_again_what_was_read_by_these_rules_changes_nothing(old: BetStore) -> None:
    reread_store(old)
    assert reread_store(old) == RereadCounts(bets=2, changed=0, fields={}, events=0, corrected=0)


def test_a_file_that_is_imported_again_after_it_changes_nothing(old: BetStore, folder: Path) -> None:
    reread_store(old)
    assert sync_exports(folder, old, every=True).updated == 0


def test_an_empty_store_is_read_too(store: BetStore) -> None:
    assert reread_store(store) == RereadCounts(bets=0, changed=0, fields={}, events=0, corrected=0)


def test_how_a_bet_ended_and_when_stays_as_it_was(old: BetStore) -> None:
    kept = ["bettor", "bet_id", "outcome", "odds", "stake", "profit", "placed_at", "settled_at", "bet_info"]
    before = old.read().select(kept)
    reread_store(old)
    assert old.read().select(kept).equals(before)
    assert before["placed_at"][0].as_py() == datetime(2025, 12, 27, 22, 55, 44, tzinfo=UTC)
