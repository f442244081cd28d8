"""The outbox: what is put in comes out once, in order, whatever its targets do."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox import Deliverer, Entry, EntryState, Item, Operation, Outbox
from pikkit.outbox.lane import REFUSALS


class Shelf:
    """A target of the test's own that can be away, or refuse some keys."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.away = 0
        self.refused: set[str] = set()

    def deliver(self, entries: Sequence[Entry]) -> None:
        if self.away:
            self.away -= 1
            raise NotReadyError("away")
        if bad := self.refused & {entry.item.key for entry in entries}:
            raise InputError(f"{bad} is refused")
        self.taken += [entry.item.key for entry in entries]

    def close(self) -> None: ...


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox.db")


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A target; pauses are too short to wait for."""
    monkeypatch.setattr("pikkit.outbox.lane._FIRST_SECONDS", 0.0)
    return Shelf()


def item(key: str, bettor: str = "ann", operation: Operation = Operation.APPEND, **payload: object) -> Item:
    return Item("shelf", "things", bettor, key, operation, payload)


def deliver(outbox: Outbox, shelf: Shelf, steps: int = 1) -> None:
    deliverer = Deliverer(outbox, lambda _: shelf)
    for _ in range(steps):
        deliverer.step()


def test_what_is_put_in_is_delivered_in_order_and_once(outbox: Outbox, shelf: Shelf) -> None:
    for key in "abc":
        outbox.add([item(key)])
    deliver(outbox, shelf, steps=2)
    assert shelf.taken == ["a", "b", "c"]
    assert outbox.depth().pending == 0


def test_the_same_append_again_is_not_put_in(outbox: Outbox, shelf: Shelf) -> None:
    assert outbox.add([item("a", n=1), item("x")])
    assert not outbox.add([item("a", n=2), item("y")])
    deliver(outbox, shelf)
    assert not outbox.add([item("a", n=3), item("z")])
    assert shelf.taken == ["a", "x"]
    assert outbox.newest("things", "ann", "a") == {"n": 1}


def test_a_target_that_is_away_gets_everything_later_in_order(outbox: Outbox, shelf: Shelf) -> None:
    shelf.away = 7
    outbox.add([item("a")])
    outbox.add([item("b")])
    deliver(outbox, shelf, steps=8)
    assert shelf.taken == ["a", "b"]
    assert outbox.depth().dead == 0


def test_what_is_refused_again_and_again_is_dead_and_the_rest_goes_on(outbox: Outbox, shelf: Shelf) -> None:
    shelf.refused = {"b"}
    for key in "abc":
        outbox.add([item(key)])
    deliver(outbox, shelf, steps=REFUSALS + 2)
    assert shelf.taken == ["a", "c"]
    (dead,) = outbox.list(EntryState.DEAD)
    assert (dead.item.key, dead.error, dead.attempts) == ("b", "{'b'} is refused", REFUSALS)
    assert len(outbox.undelivered("things", "ann")) == 1


def test_dead_entries_are_replayed(outbox: Outbox, shelf: Shelf) -> None:
    shelf.refused = {"a"}
    outbox.add([item("a")])
    deliver(outbox, shelf, steps=REFUSALS)
    shelf.refused = set()
    assert outbox.replay([999]) == 0
    assert outbox.replay() == 1
    deliver(outbox, shelf)
    assert shelf.taken == ["a"]


def test_a_replay_does_not_undo_what_came_later(outbox: Outbox, shelf: Shelf) -> None:
    shelf.refused = {"a"}
    outbox.add([item("a", operation=Operation.PUT, n=1)])
    deliver(outbox, shelf, steps=REFUSALS)
    shelf.refused = set()
    outbox.add([item("a", operation=Operation.PUT, n=2)])
    deliver(outbox, shelf)
    assert outbox.replay() == 0
    deliver(outbox, shelf)
    assert shelf.taken == ["a"]


def test_dead_entries_can_be_forgotten(outbox: Outbox, shelf: Shelf) -> None:
    shelf.refused = {"a"}
    outbox.add([item("a")])
    deliver(outbox, shelf, steps=REFUSALS)
    assert outbox.purge_dead() == 1
    assert outbox.depth().dead == 0


def test_one_bettor_does_not_wait_for_another(outbox: Outbox, shelf: Shelf) -> None:
    shelf.refused = {"a"}
    outbox.add([item("a", bettor="ann")])
    outbox.add([item("b", bettor="bob")])
    deliver(outbox, shelf)
    assert shelf.taken == ["b"]


def test_what_was_delivered_is_forgotten_in_time(outbox: Outbox, shelf: Shelf) -> None:
    outbox.add([item("a")])
    assert outbox.forget_done(0) == 0
    deliver(outbox, shelf)
    assert outbox.forget_done(3600) == 0
    assert outbox.forget_done(0) == 1
    assert outbox.newest("things", "ann", "a") is None


def test_the_depth_says_how_long_the_oldest_waits(outbox: Outbox) -> None:
    assert outbox.depth().age_seconds == 0
    outbox.add([item("a")])
    depth = outbox.depth()
    assert (depth.pending, depth.dead) == (1, 0)
    assert depth.age_seconds >= 0


@settings(max_examples=15)
@given(
    keys=st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from("abcdef")), max_size=12),
    faults=st.lists(st.booleans(), max_size=6),
)
def test_whatever_is_away_when_everything_arrives_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, str]], faults: list[bool]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pikkit.outbox.lane._FIRST_SECONDS", 0.0)
        outbox, shelf = Outbox(tmp_path_factory.mktemp("outbox") / "outbox.db"), Shelf()
        deliverer = Deliverer(outbox, lambda _: shelf)
        for place, (bettor, key) in enumerate(keys):
            outbox.add([item(f"{bettor} {key}", bettor)])
            shelf.away = int(place < len(faults) and faults[place])
            deliverer.step()
        deliverer.step()
        outbox.close()
    for bettor in ("ann", "bob"):
        theirs = [f"{who} {key}" for who, key in keys if who == bettor]
        assert [key for key in shelf.taken if key.startswith(bettor)] == list(dict.fromkeys(theirs))
