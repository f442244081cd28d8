"""Every store keeps the events of bets beside them."""

import pyarrow as pa

from pikkit.store import BetStore
from pikkit.store.shapes import EVENTS
from tests.store.builders import make_bets

GAME = "nba:boston-celtics+nba:miami-heat"


def events(*rows: tuple[str, str, str | None, str | None, float | None]) -> pa.Table:
    """Rows of EVENTS."""
    return pa.Table.from_pylist([dict(zip(EVENTS.names, row, strict=True)) for row in rows], EVENTS)


NOTED = events(
    ("ann", "1", GAME, f"{GAME}@2024-01-15", 0.95),
    ("ann", "2", "nfl:a+nfl:b", "nfl:a+nfl:b@2024-01-14", 1.0),
    ("bob", "1", GAME, f"{GAME}@2024-01-15", 0.9),
)


def test_what_was_noted_is_read_by_bettor_and_bet(store: BetStore) -> None:
    assert store.events().num_rows == 0
    store.note_events(NOTED.take([2, 0, 1]))
    assert store.events().equals(NOTED)


def test_only_the_games_of_some_teams_are_read(store: BetStore) -> None:
    store.note_events(NOTED)
    assert store.events([GAME, "of nobody"]).equals(NOTED.take([0, 2]))
    assert store.events([]).num_rows == 0


def test_what_is_noted_again_replaces_what_was_and_null_takes_it_back(store: BetStore) -> None:
    store.note_events(NOTED)
    later = events(("ann", "1", GAME, f"{GAME}@2024-01-16", 0.6), ("bob", "1", None, None, None))
    store.note_events(later)
    assert store.events().equals(pa.concat_tables([later.slice(0, 1), NOTED.slice(1, 1), later.slice(1, 1)]))


def test_an_event_is_no_part_of_a_bets_content(store: BetStore) -> None:
    store.upsert(make_bets({}))
    before = store.fingerprint(), store.watermark()
    store.note_events(NOTED)
    assert (store.fingerprint(), store.watermark()) == before
    assert store.upsert(make_bets({})).unchanged == 1
