"""From a features table to the arrays a learner sees."""

from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.bets.schema import BETS
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.dataset import TrainingSet, training_set
from tests.training.worlds import START, bets_table

ROWS = bets_table(5, seed=1).to_pylist()


def loaded(*changes: dict[str, Any]) -> TrainingSet:
    """The training set of the world's first bets, each changed, with features that count the rows."""
    table = pa.Table.from_pylist([row | change for row, change in zip(ROWS, changes, strict=False)], schema=BETS)
    for name in MODEL_FEATURES:
        table = table.append_column(name, pa.array(np.arange(table.num_rows, dtype=np.float64)))
    return training_set(table)


def test_open_bets_and_bets_settled_at_an_unknown_time_are_left_out() -> None:
    assert len(loaded({}, {"outcome": "open", "settled_at": None}, {"settled_at": None}, {})) == 2


@pytest.mark.parametrize(
    ("outcome", "won"),
    [("win", 1.0), ("loss", 0.0), ("push", None), ("void", None), ("cash_out", None), ("unknown", None)],
)
def test_only_wins_and_losses_are_results(outcome: str, won: float | None) -> None:
    data = loaded({"outcome": outcome})
    assert data.decided.tolist() == [won is not None]
    assert np.nan_to_num(data.won, nan=-1).tolist() == [-1.0 if won is None else won]


def test_bets_come_in_order_of_placement_with_their_own_features() -> None:
    data = loaded({"placed_at": START + timedelta(days=9), "settled_at": START + timedelta(days=10)}, {}, {})
    assert (np.diff(data.placed_at) >= 0).all()
    assert data.features[:, 0].tolist() == [1.0, 2.0, 0.0]


def test_bets_placed_at_once_have_an_order_of_their_own_whatever_the_tables() -> None:
    same = {"placed_at": START, "settled_at": START + timedelta(hours=1)}
    changes = [same | {"bettor": name, "bet_id": f"id of {name}"} for name in "cab"]
    assert loaded(*changes).features[:, 0].tolist() == [1.0, 2.0, 0.0]


def test_a_settlement_dated_before_its_bet_counts_from_the_placement() -> None:
    data = loaded({"settled_at": START - timedelta(days=400)})
    assert data.settled_at.tolist() == data.placed_at.tolist()


@pytest.mark.parametrize(
    ("bet_type", "listed", "legs"), [("straight", 1, 1), ("straight", 2, 2), ("parlay", 1, 2), ("parlay", 4, 4)]
)
def test_a_bet_has_the_legs_its_text_lists_and_a_parlay_at_least_two(bet_type: str, listed: int, legs: int) -> None:
    data = loaded({"bet_type": bet_type, "n_legs": listed})
    assert data.n_legs.tolist() == [legs]
    assert len(data.singles()) == (legs == 1)


def test_a_missing_close_is_no_number() -> None:
    assert loaded({"closing_odds": None}, {"closing_odds": 1.8}).closed.tolist() == [False, True]


def test_no_settled_bets_are_an_empty_set() -> None:
    data = loaded({"outcome": "open", "settled_at": None})
    assert len(data) == len(data.singles()) == 0
    assert data.features.shape == (0, len(MODEL_FEATURES))
