"""What is particular to a learner: trees as arrays, products of features, and a smoother's reach."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor

from pikkit.base.errors import InputError
from pikkit.training.learners import chosen
from pikkit.training.learners.histogram import HistogramTrees, as_arrays
from pikkit.training.learners.interactions import LogisticMember, OffsetLogistic
from pikkit.training.learners.kernel import KernelMember, MovementKernel
from pikkit.training.learners.linear import LinearMember
from pikkit.training.logistic import sigmoid
from pikkit.training.recipe import DEFAULT_LEARNERS, Recipe, TreeParameters
from pikkit.training.soft_target import Lessons, MarketTarget, lessons
from tests.training.worlds import moving_set

RECIPE = Recipe(trees=TreeParameters(rounds=30, learning_rate=0.2, min_rows=20), ridge_penalty=10.0)
RNG = np.random.default_rng(11)
ROWS = RNG.normal(size=(3000, 4))
NEW = RNG.normal(size=(5000, 4))


@pytest.mark.parametrize("depth", [1, 3, None])
@pytest.mark.parametrize("weighted", [False, True])
def test_trees_as_arrays_say_what_the_library_they_come_from_says(depth: int | None, weighted: bool) -> None:
    moves = ROWS[:, 0] * ROWS[:, 1] + np.abs(ROWS[:, 2]) + 3.0
    weight = RNG.uniform(0.1, 1, len(ROWS)) if weighted else None
    model = HistGradientBoostingRegressor(max_iter=20, max_depth=depth, early_stopping=False).fit(ROWS, moves, weight)
    member = as_arrays(model)
    edges = np.concatenate([NEW, ROWS])  # thresholds are halves between values that occur; both sides of each
    assert member.shift(edges) == pytest.approx(model.predict(edges), abs=1e-9)
    assert np.ptp(member.shift(NEW) - member.contributions(NEW).sum(axis=1)) < 1e-9


def test_trees_without_a_split_say_the_mean() -> None:
    member = as_arrays(HistGradientBoostingRegressor(max_iter=3).fit(ROWS, np.full(3000, 0.25)))
    assert member.shift(NEW[:3]) == pytest.approx(0.25)
    assert not member.contributions(NEW[:3]).any()


def product_lessons(count: int = 6000) -> Lessons:
    """Labels that only the product of the first two features moves."""
    rng = np.random.default_rng(5)
    features = rng.normal(size=(count, 5))
    price = rng.uniform(-1, 1, count)
    label = sigmoid(price + 0.5 * features[:, 0] * features[:, 1])
    return Lessons(features, price, label, np.ones(count), np.full(count, np.nan))


def test_the_logistic_finds_the_product_that_matters_and_shares_it_between_its_factors() -> None:
    member = OffsetLogistic().fit(product_lessons(), RECIPE)
    assert isinstance(member, LogisticMember)
    assert member.pairs[0].tolist() == [0, 1]
    truth = 0.5 * NEW[:, 0] * NEW[:, 1]
    wide = np.column_stack([NEW, np.zeros(len(NEW))])
    assert np.corrcoef(member.shift(wide), truth)[0, 1] > 0.95
    parts = member.contributions(wide)
    assert parts[:, 0] == pytest.approx(parts[:, 1], abs=0.2)
    assert np.abs(parts[:, 2:]).max() < 0.2


def test_labels_that_are_the_price_leave_the_logistic_without_a_shift() -> None:
    plain = product_lessons()
    priced = Lessons(plain.features, plain.price_margin, sigmoid(plain.price_margin), plain.weight, plain.movement)
    member = OffsetLogistic().fit(priced, RECIPE)
    assert member
    assert np.abs(member.shift(priced.features)).max() < 1e-9


def smoothed(count: int = 4000) -> KernelMember:
    data = moving_set(count, 3)
    member = MovementKernel().fit(lessons(data, MarketTarget.fit(data), 0.2), RECIPE)
    assert member
    return member


def test_the_smoother_says_nothing_far_from_all_it_has_seen() -> None:
    member = smoothed()
    near = KernelMember(**{**vars(member), "centres": member.centres + 100.0})
    assert np.abs(near.shift(NEW[:, :3])).max() < 1e-9
    assert np.abs(member.shift(NEW[:, :3])).max() > 0.2


def test_the_smoother_is_the_weighted_mean_of_its_cells() -> None:
    member = smoothed()
    bet = np.array([[0.4, -1.0, 0.2]])
    at = (bet[0, member.axes] - member.mean[member.axes]) / member.scale[member.axes] * member.stretch
    near = np.exp(-0.5 * ((member.centres - at) ** 2).sum(axis=1))
    assert member.shift(bet)[0] == pytest.approx((near @ member.moved) / (near @ member.bets + 50.0), rel=1e-12)


def test_bets_that_count_half_pull_half_as_much() -> None:
    data = moving_set(3000, 4)
    whole = lessons(data, MarketTarget.fit(data), 0.2)
    half = Lessons(whole.features, whole.price_margin, whole.label, whole.weight / 2, whole.movement)
    members = [MovementKernel().fit(each, RECIPE) for each in (whole, half)]
    assert members[0]
    assert members[1]
    assert members[1].bets == pytest.approx(members[0].bets / 2)
    assert members[1].moved == pytest.approx(members[0].moved / 2)


def test_a_ridge_written_by_an_older_version_is_read(tmp_path: Path) -> None:
    written = '{"mean": [1.0, 2.0], "scale": [2.0, 1.0], "coefficients": [0.5, 0.0], "intercept": 0.1}'
    (tmp_path / "old").write_text(written)
    assert LinearMember.load(tmp_path / "old").shift(np.array([[3.0, 9.0]])).tolist() == [0.6]


def test_a_recipe_names_its_learners_and_a_wrong_name_is_told() -> None:
    assert tuple(learner.name for learner in chosen(Recipe())) == DEFAULT_LEARNERS
    assert [learner.name for learner in chosen(Recipe(learners=("histogram_trees",)))] == [HistogramTrees().name]
    with pytest.raises(InputError, match="no learner crystal_ball; there are movement_trees"):
        chosen(Recipe(learners=("crystal_ball",)))
