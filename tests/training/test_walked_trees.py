"""A few rows get from NumPy, to the last bit, what XGBoost says of them among many."""

import numpy as np
import pytest

from pikkit.training.learners.boosted import MovementTrees, OffsetTrees
from pikkit.training.learners.walked import MOST_ROWS
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.soft_target import MarketTarget, lessons
from tests.training.worlds import moving_set

SET = moving_set(2000, seed=3, columns=5)
LESSONS = lessons(SET, MarketTarget.fit(SET), 0.2)
EDGES = np.concatenate([LESSONS.features, LESSONS.features.astype(np.float32) + np.float32(1e-7), np.zeros((1, 5))])


@pytest.mark.parametrize("learner", [MovementTrees(), OffsetTrees()])
@pytest.mark.parametrize("depth", [1, 6])
def test_alone_a_row_gets_what_it_gets_among_many(learner: MovementTrees | OffsetTrees, depth: int) -> None:
    recipe = Recipe(trees=TreeParameters(max_depth=depth, rounds=40, learning_rate=0.3, min_rows=3))
    member = learner.fit(LESSONS, recipe)
    assert member is not None
    together = member.shift(EDGES)
    assert len(np.unique(together)) > 30
    few = [member.shift(EDGES[at : at + MOST_ROWS]) for at in range(0, len(EDGES), MOST_ROWS)]
    assert np.array_equal(np.concatenate(few), together)
    assert np.array_equal(np.concatenate([member.shift(row[None]) for row in EDGES[:200]]), together[:200])


def test_a_row_with_a_gap_is_left_to_xgboost() -> None:
    member = MovementTrees().fit(LESSONS, Recipe(trees=TreeParameters(rounds=5, min_rows=20)))
    assert member is not None
    gaps = np.where(np.eye(5) == 1, np.nan, LESSONS.features[:5])
    assert np.array_equal(member.shift(gaps), member.shift(np.tile(gaps, (MOST_ROWS, 1)))[:5])
