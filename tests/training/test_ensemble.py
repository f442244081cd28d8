"""What learners said out of time: collected from their past only, kept in a file, joined by name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.training.ensemble import LearningFolds, OutOfTime, out_of_time
from pikkit.training.learners.boosted import OffsetTrees
from pikkit.training.learners.linear import MovementRidge
from pikkit.training.logistic import logit
from pikkit.training.prior import PriceShape
from pikkit.training.recipe import Recipe, TreeParameters
from tests.training.predictions import said
from tests.training.worlds import moving_set

RECIPE = Recipe(ridge_penalty=10.0)


def test_every_bet_is_judged_by_learners_of_its_past_only() -> None:
    data = moving_set(900, seed=7)
    cut = data.placed_at[700]
    other = moving_set(900, seed=8)
    changed = type(data)(
        **{name: np.where((data.placed_at >= cut).reshape(-1, *[1] * (old.ndim - 1)), vars(other)[name], old)
           for name, old in vars(data).items() if name not in ("placed_at", "settled_at", "event")},
        placed_at=data.placed_at, settled_at=data.settled_at, event=data.event,
    )  # fmt: skip
    one, two = (out_of_time(each, RECIPE, (MovementRidge(),)) for each in (data, changed))
    before = one.data.placed_at < cut
    assert before.sum() > 200
    assert (one.shifts[before] == two.shifts[before]).all()
    assert (one.price_margin[before] == two.price_margin[before]).all()


def test_the_predictions_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    seen = out_of_time(moving_set(600, seed=9), RECIPE, (MovementRidge(),))
    for name in ("out_of_time.npz", "no_suffix"):
        seen.save(tmp_path / name)
        back = OutOfTime.load(tmp_path / name)
        for attribute in ("price_margin", "label", "weight", "close_margin", "shifts"):
            assert getattr(back, attribute).tobytes() == getattr(seen, attribute).tobytes()
        assert back.data.event.tolist() == seen.data.event.tolist()
        assert back.learners == ("movement_ridge",)
        assert (back.gain(back.shifts[:, 0]) == seen.gain(seen.shifts[:, 0])).all()


def test_the_recipe_says_which_learners_take_part_and_weights_go_by_name() -> None:
    recipe = Recipe(TreeParameters(rounds=5), ridge_penalty=10.0, learners=("movement_ridge", "offset_trees"))
    data = moving_set(600, seed=9)
    seen = out_of_time(data, recipe)
    assert seen.learners == ("movement_ridge", "offset_trees")
    asked = out_of_time(data, recipe, (OffsetTrees(), MovementRidge()))
    weights = {"offset_trees": 0.25, "movement_ridge": 0.5, "one_that_is_not_there": 9.0}
    assert seen.blend(weights) == pytest.approx(0.5 * seen.shifts[:, 0] + 0.25 * seen.shifts[:, 1])
    assert asked.blend(weights) == pytest.approx(seen.blend(weights))
    assert not seen.blend({}).any()


def test_the_gain_is_the_losses_difference() -> None:
    seen = said(np.zeros((3, 1)), np.array([0.5, 0.0, -2.0]))
    expected = -np.log(0.5) + np.log(np.where(seen.label == 1, 0.6, 0.4))
    assert seen.gain(np.full(3, logit(np.array([0.6]))[0])) == pytest.approx(expected)


@pytest.mark.parametrize("count", [1, 50, 110])
def test_too_few_bets_say_so(count: int) -> None:
    with pytest.raises(InputError, match="too few bets to learn from"):
        out_of_time(moving_set(count, seed=1), RECIPE)


def test_shared_folds_say_what_folds_made_anew_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was asked before: other values, another weight of results, another shape of the price."""
    data = moving_set(900, seed=4, closes=0.7)
    trees = TreeParameters(rounds=5)
    one = Recipe(trees, learners=("movement_trees", "offset_trees", "offset_logistic"))
    others = (
        replace(one, trees=replace(trees, max_depth=2)),
        replace(one, ridge_penalty=30.0),
        replace(one, result_weight=0.5),
        replace(one, price=PriceShape(half_life_years=None)),
    )
    folds = LearningFolds(data)
    for recipe in (one, *others, one):
        shared, anew = out_of_time(folds, recipe), out_of_time(data, recipe)
        for name in ("price_margin", "label", "weight", "close_margin", "shifts"):
            assert getattr(shared, name).tobytes() == getattr(anew, name).tobytes(), name
    monkeypatch.setattr("pikkit.training.ensemble.learning_folds.KEPT_BYTES", 0)
    assert out_of_time(LearningFolds(data), one).shifts.tobytes() == out_of_time(data, one).shifts.tobytes()
