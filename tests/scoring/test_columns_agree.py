"""Bets checked by the column are read as one by one, and nothing is accepted that a bet alone would not be."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pikkit.base.validation import InvalidFieldsError
from pikkit.scoring import checking
from pikkit.scoring.checking import rows_batch
from pikkit.scoring.fields import FIELDS
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.request_rows import read_rows
from pikkit.scoring.selection import TEXTS, BetBatch

RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "sportsbook": st.sampled_from(["Caesars - New York", " fanduel ", "Nowhere", "\u00a0DraftKings"]),
    "odds": st.sampled_from([1.91, -110, 150, 100, 99, 150.5, "5/2", "evens", "+120", "150.0", 2, 1e12, -100000])
    | st.floats(1.0001, 1e6),
    "odds_format": st.sampled_from(["auto", "decimal", "decimal"]),
    "bettor": st.sampled_from(["ann", None, " bob "]),
    "sport": st.sampled_from(["Soccer", "", None, "soccer | tennis"]),
    "league": st.sampled_from(["EPL", "NBA", "Moon League", None]),
    "selection": st.sampled_from(
        ["Over 2.5 Total Hull vs. Watford Live", "A Moneyline A @ B | Over 2.5 Total Hull vs. Watford", "x", "", None]
    ),
    "market": st.sampled_from(["Run Line", "moneyline", None]),
    "side": st.sampled_from(["over", " HOME", None, "sideways"]),
    "line": st.sampled_from([2.5, "2.5", None, True]),
    "live": st.sampled_from([True, False, None, "yes", 1]),
    "bet_type": st.sampled_from(["straight", "parlay"]),
    "n_legs": st.sampled_from([None, 1, 2, 3, 2.0, 51]),
    "stake": st.sampled_from([None, 0, 12.5, -1]),
    "placed_at": st.sampled_from(
        [
            "2026-01-31T18:30:00Z",
            "2026-01-31T18:30:00.123457+02:00",
            None,
            "2026-01-31T18:30:00",
            1e9,
            "1969-01-01T00:00Z",
        ]
    ),
}
WRONG = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.lists(st.just(1), max_size=1)
right_rows = st.fixed_dictionaries(
    {name: RIGHT[name] for name in ("sportsbook", "odds")},
    optional={name: RIGHT[name] for name in RIGHT if name not in {"sportsbook", "odds"}},
)
any_rows = st.dictionaries(st.sampled_from([*FIELDS, "colour"]), WRONG | st.sampled_from(["x", 2.0]), max_size=5)


def one_by_one(rows: list[Any]) -> BetBatch | None:
    try:
        return BetBatch.of([ScoreRequest.model_validate(row) for row in rows])
    except ValidationError:
        return None


def same(batch: BetBatch, other: BetBatch) -> bool:
    arrays = ("odds", "placed_at", "live", "n_legs", "stake")
    return batch.texts == other.texts and all(
        np.array_equal(getattr(batch, name), getattr(other, name), equal_nan=True) for name in arrays
    )


@given(st.lists(right_rows, min_size=1, max_size=4) | st.lists(any_rows | right_rows, min_size=1, max_size=3))
def test_a_batch_is_read_as_its_bets_one_by_one(rows: list[dict[str, Any]]) -> None:
    alone, together = one_by_one(rows), rows_batch(rows)
    if together is not None:
        assert alone is not None
        assert same(together, alone)
    if alone is None:
        with pytest.raises(InvalidFieldsError):
            read_rows(rows)
    else:
        assert same(read_rows(rows), alone)


@given(st.lists(right_rows, min_size=1, max_size=3))
def test_columns_of_plain_json_need_no_second_look(rows: list[dict[str, Any]]) -> None:
    plain = [{name: value for name, value in row.items() if name in {"sportsbook", "odds", "bettor"}} for row in rows]
    assert rows_batch(json.loads(json.dumps(plain))) is not None


def test_kinds_that_were_never_read_before_are_kinds_and_not_their_words() -> None:
    rows = [{"sportsbook": "x", "odds": 2.0}, {"sportsbook": "x", "odds": 4.0, "bet_type": "parlay"}]
    for name in ("bet_type", "side", "odds_format"):
        checking._REMEMBERED[name].clear()  # as in a process that has just started
    batch = rows_batch(rows)
    assert batch is not None
    assert batch.n_legs.tolist() == [1, 2]


@pytest.mark.parametrize("rows", [[3], [{"sportsbook": "x", "odds": 2.0}, None], [{}], [{"odds": 2.0}]])
def test_what_is_no_bet_needs_a_closer_look(rows: list[Any]) -> None:
    assert rows_batch(rows) is None
    assert set(TEXTS) <= {*FIELDS}
