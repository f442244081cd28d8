"""However many rows are asked about together, NumPy says of them, to the last bit, what XGBoost does."""

from dataclasses import replace

import numpy as np
import pytest

from pikkit.training.learners.boosted import MovementTrees, OffsetTrees, TreeMember
from pikkit.training.learners.shallow_parts import SINGLY
from pikkit.training.learners.shallow_trees import BLOCK, DEPTH, ShallowTrees
from pikkit.training.learners.walked import MOST_ROWS, WalkedTrees
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.soft_target import MarketTarget, lessons
from tests.training.worlds import moving_set

SET = moving_set(2000, seed=3, columns=5)
LESSONS = lessons(SET, MarketTarget.fit(SET), 0.2)
EDGES = np.concatenate([LESSONS.features, LESSONS.features.astype(np.float32) + np.float32(1e-7), np.zeros((1, 5))])
SIZES = (1, 2, 3, MOST_ROWS, MOST_ROWS + 1, BLOCK, BLOCK + 1, 2 * BLOCK + 1)


def fitted(learner: MovementTrees | OffsetTrees, depth: int) -> TreeMember:
    recipe = Recipe(trees=TreeParameters(max_depth=depth, rounds=40, learning_rate=0.3, min_rows=3))
    member = learner.fit(LESSONS, recipe)
    assert member is not None
    return member


@pytest.mark.parametrize("learner", [MovementTrees(), OffsetTrees()])
@pytest.mark.parametrize("depth", [1, 2, DEPTH, 6])
def test_rows_get_what_xgboost_says_of_them(learner: MovementTrees | OffsetTrees, depth: int) -> None:
    member = fitted(learner, depth)
    together = member.booster.inplace_predict(EDGES, predict_type="margin").astype(np.float64)
    assert len(np.unique(together)) > 30
    assert np.array_equal(member.shift(EDGES), together)
    for size in SIZES:
        assert np.array_equal(member.shift(EDGES[-size:]), together[-size:])
    assert np.array_equal(np.concatenate([member.shift(row[None]) for row in EDGES[:200]]), together[:200])


def test_deeper_trees_are_left_to_others() -> None:
    deep, shallow = (WalkedTrees.of(fitted(MovementTrees(), depth).booster) for depth in (DEPTH + 1, DEPTH))
    assert ShallowTrees.of(deep) is None
    assert ShallowTrees.of(shallow) is not None


GAPS = np.where(np.random.default_rng(5).random(EDGES.shape) < 0.2, np.nan, EDGES)


def gapped(learner: MovementTrees | OffsetTrees, depth: int) -> TreeMember:
    """Trees of rows with gaps, so that some send them left and some right."""
    recipe = Recipe(trees=TreeParameters(max_depth=depth, rounds=40, learning_rate=0.3, min_rows=3))
    member = learner.fit(replace(LESSONS, features=GAPS[: len(LESSONS.features)]), recipe)
    assert member is not None
    return member


@pytest.mark.parametrize("depth", [1, DEPTH, 6])
def test_rows_with_gaps_get_what_xgboost_says_of_them(depth: int) -> None:
    member = gapped(MovementTrees(), depth)
    assert set(WalkedTrees.of(member.booster).missing_left.tolist()) == {0, 1}
    together = member.booster.inplace_predict(GAPS, predict_type="margin").astype(np.float64)
    assert np.array_equal(member.shift(GAPS), together)
    assert np.array_equal(np.concatenate([member.shift(row[None]) for row in GAPS[:200]]), together[:200])


@pytest.mark.parametrize("learner", [MovementTrees(), OffsetTrees()])
@pytest.mark.parametrize("depth", [1, 2, DEPTH])
def test_prepared_parts_are_those_of_xgboost(learner: MovementTrees | OffsetTrees, depth: int) -> None:
    for member, rows in ((fitted(learner, depth), EDGES[-1500:]), (gapped(learner, depth), GAPS[-1500:])):
        together = member.contributions(rows)
        member.prepare()
        assert np.count_nonzero(together) > 1000
        assert np.array_equal(member.contributions(rows), together)
        for size in (1, 2, SINGLY, SINGLY + 1, BLOCK, BLOCK + 1):
            assert np.array_equal(member.contributions(rows[-size:]), together[-size:])
        assert np.array_equal(np.concatenate([member.contributions(row[None]) for row in rows[:50]]), together[:50])


def test_of_deeper_trees_nothing_is_prepared() -> None:
    member = fitted(MovementTrees(), DEPTH + 1)
    together = member.contributions(EDGES[:9])
    member.prepare()
    assert np.array_equal(member.contributions(EDGES[:9]), together)


def test_a_row_without_end_is_left_to_xgboost() -> None:
    member = fitted(MovementTrees(), DEPTH)
    endless = np.where(np.eye(5) == 1, np.inf, LESSONS.features[:5])
    together = member.booster.inplace_predict(endless, predict_type="margin").astype(np.float64)
    assert np.array_equal(member.shift(endless), together)
    member.prepare()
    with pytest.raises(ValueError, match="inf"):
        member.contributions(endless)
