"""A sync notes which stored bets are on one game, over books and bettors."""

from pathlib import Path

import pyarrow.compute as pc
import pytest

from pikkit.review.bet_decisions import correct_bets
from pikkit.review.decided import Reviewer
from pikkit.store import BetStore
from pikkit.sync.event_refresh import EventCounts, note_events
from pikkit.sync.syncing import sync_exports
from tests.bets.export_files import row, write_export

NBA = {"sports": "Basketball", "leagues": "NBA"}


def celtics(number: int, text: str, **changes: str) -> dict[str, str]:
    """A row on a game of the NBA in the night of 27 December."""
    return row(number, bet_info=text, **(NBA | changes))


@pytest.fixture
def synced(folder: Path, store: BetStore) -> BetStore:
    """A store with ann's two bets on one game, and one on none."""
    ann = [
        celtics(1, "Celtics Moneyline Miami Heat @ Boston Celtics", sportsbook="FanDuel"),
        celtics(2, "Over 4.5 Ann Able Assists MIA @ BOS", sportsbook="DraftKings"),
        celtics(3, "Ann Able MVP"),
    ]
    sync_exports(write_export(folder / "ann.csv", ann), store)
    return store


def test_bets_of_two_books_on_one_game_are_on_one_event(synced: BetStore) -> None:
    assert synced.events()["event"].to_pylist() == ["nba:boston-celtics+nba:miami-heat@2025-12-27"] * 2


def test_another_bettors_bets_join_the_event(synced: BetStore, folder: Path) -> None:
    bob = [celtics(1, "Heat +5.5 Spread Celtics vs Heat", sportsbook="Betr"), celtics(2, "LAL Moneyline LAL @ DEN")]
    sync_exports(write_export(folder / "bob.csv", bob), synced)
    events = synced.events()["event"].to_pylist()
    assert events[0] == events[1] == events[2] != events[3]


def test_an_open_bets_event_is_told_again_when_another_settles(folder: Path, store: BetStore) -> None:
    text = "Celtics Moneyline Miami Heat @ Boston Celtics"
    still_open = celtics(1, text, status="PLACED", time_placed_iso="2025-12-26T22:00:00.000Z")
    sync_exports(write_export(folder / "ann.csv", [still_open]), store)
    alone = store.events()
    sync_exports(write_export(folder / "bob.csv", [celtics(1, text)]), store)
    ann, bob = store.events()["event"].to_pylist()
    assert ann == bob != alone["event"][0].as_py()


def test_a_sync_that_brings_nothing_new_changes_no_event(synced: BetStore, folder: Path) -> None:
    before = synced.events()
    sync_exports(folder, synced, every=True)
    assert synced.events().equals(before)
    assert note_events(synced) == EventCounts(bets=3, told=2, events=1, unsure=0, changed=0)


def test_telling_all_events_again_is_what_syncing_in_parts_noted(synced: BetStore, folder: Path) -> None:
    for name, day in (("bob", 28), ("cid", 27), ("dan", 29)):
        times = {"time_placed_iso": f"2025-12-{day}T20:00:00Z", "time_settled_iso": f"2025-12-{day + 1}T02:00:00Z"}
        sync_exports(write_export(folder / f"{name}.csv", [celtics(1, "BOS ML MIA @ BOS", **times)]), synced)
    assert note_events(synced).changed == 0
    assert pc.count_distinct(synced.events()["event"]).as_py() == 3


def test_a_dry_run_notes_nothing(synced: BetStore) -> None:
    first = synced.read().slice(0, 1)
    correct_bets(synced, first, {"home": "Toronto Raptors"}, Reviewer("ann", "it was the Raptors"))
    before = synced.events()
    assert note_events(synced, dry_run=True).changed == 1
    assert synced.events().equals(before)
    assert note_events(synced).changed == 1
    assert not synced.events().equals(before)
