"""Rows of a store in memory: found by their keys' values, whatever these are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.features.online import online_snapshot
from pikkit.features.online.online_snapshot import KEYS, Snapshot
from pikkit.features.online.store.feast_layout import Entity, entity_key, entity_of, packed_value, row_type
from pikkit.features.online.store.online_tables import Rows
from pikkit.features.views.view import VIEWS, View

TEXTS = ("ann", "", "Ünïcode ↔", "a:b", "0")


def ones(texts: tuple[str, ...]) -> st.SearchStrategy[tuple[list[str], int]]:
    """Bets: a text for every key, and a band of odds."""
    return st.tuples(st.lists(st.sampled_from(texts), min_size=len(KEYS), max_size=len(KEYS)), st.integers(0, 9))


def entity(view: View, texts: list[str], band: int) -> Entity:
    return tuple(band if key == "odds_band" else texts[KEYS.index(key)] for key in view.keys)


def row(view: View, number: int) -> bytes:
    packed = np.full(1, number, dtype=row_type(view))
    packed["values"] = number + np.arange(len(view.columns)) / 100
    return packed_value(packed.tobytes())


@settings(max_examples=15)
@given(st.lists(ones(TEXTS), max_size=8), st.lists(ones((*TEXTS, "new")), min_size=1, max_size=5))
def test_a_bet_gets_the_row_of_its_entity_or_none(
    stored: list[tuple[list[str], int]], asked: list[tuple[list[str], int]]
) -> None:
    rows: Rows = {
        view: {entity_key(view, entity(view, *one)): row(view, number) for number, one in enumerate(stored)}
        for view in VIEWS
    }
    packed = Snapshot.of(rows)
    assert packed is not None
    columns = [[one[0][place] if key != "odds_band" else one[1] for one in asked] for place, key in enumerate(KEYS)]
    found = packed.read(dict(zip(KEYS, columns, strict=True)))
    for place, view in enumerate(VIEWS):
        known = {entity(view, *one): number for number, one in enumerate(stored)}
        for bet, one in enumerate(asked):
            number = known.get(entity(view, *one))
            assert found.settled[place, bet] == (-1 if number is None else number)
            assert found.column(place, 1)[bet] == (0.0 if number is None else number + 0.01)


def test_entities_of_too_many_values_are_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Rows = {view: {entity_key(view, entity(view, ["x"] * len(KEYS), 1)): row(view, 1)} for view in VIEWS}
    monkeypatch.setattr(online_snapshot, "PLACES", 10)
    assert Snapshot.of(rows) is None


@settings(max_examples=30)
@given(st.lists(st.text(max_size=20), min_size=len(KEYS), max_size=len(KEYS)), st.integers(-(2**40), 2**40))
def test_a_key_says_which_entity_it_is_of(texts: list[str], band: int) -> None:
    for view in VIEWS:
        one = entity(view, [text.encode("utf-8", "ignore").decode() for text in texts], band)
        assert entity_of(view, entity_key(view, one)) == one
