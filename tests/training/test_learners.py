"""Every base learner: it finds a planted movement, knows when to be silent, and survives a file."""

from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb

from pikkit.training.learners import LEARNERS, MEMBER_KINDS, Learner
from pikkit.training.learners.boosted import OffsetTrees, TreeMember
from pikkit.training.learners.interactions import OffsetLogistic
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.soft_target import Lessons, MarketTarget, lessons
from tests.training.worlds import moving_set

RECIPE = Recipe(trees=TreeParameters(rounds=40, learning_rate=0.15, min_rows=20), ridge_penalty=10.0)
CLOSING = [learner for learner in LEARNERS if not learner.name.startswith("offset")]
every_learner = pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
of_movements = pytest.mark.parametrize("learner", CLOSING, ids=lambda learner: learner.name)


def taught(count: int = 1500, seed: int = 1, closes: float = 0.8) -> Lessons:
    data = moving_set(count, seed, closes=closes)
    return lessons(data, MarketTarget.fit(data), RECIPE.result_weight)


LESSONS = taught()
NEW = np.random.default_rng(9).normal(size=(300, 3))


@every_learner
def test_a_planted_movement_is_found(learner: Learner) -> None:
    member = learner.fit(LESSONS, RECIPE)
    assert member
    shift = member.shift(NEW)
    assert np.corrcoef(shift, NEW[:, 0])[0, 1] > 0.9
    assert np.polyfit(NEW[:, 0], shift, 1)[0] == pytest.approx(0.4, abs=0.2)


@of_movements
def test_too_few_closes_leave_it_silent(learner: Learner) -> None:
    few = taught(MIN_TAUGHT - 1, closes=1.1)
    assert few.taught.sum() == MIN_TAUGHT - 1
    assert learner.fit(few, RECIPE) is None
    assert learner.fit(taught(600, closes=0.0), RECIPE) is None


@of_movements
def test_just_enough_closes_let_it_speak(learner: Learner) -> None:
    assert learner.fit(taught(MIN_TAUGHT, closes=1.1), RECIPE)


@pytest.mark.parametrize("learner", [OffsetTrees(), OffsetLogistic()], ids=lambda learner: learner.name)
def test_results_alone_teach_those_that_start_from_the_price(learner: Learner) -> None:
    member = learner.fit(taught(6000, closes=0.0), RECIPE)
    assert member
    assert np.corrcoef(member.shift(NEW), NEW[:, 0])[0, 1] > 0.8


@every_learner
@pytest.mark.parametrize("result", [0.0, 1.0])
def test_results_of_one_kind_and_features_that_never_vary_give_a_finite_shift(learner: Learner, result: float) -> None:
    data = moving_set(400, 1)
    data = type(data)(**{**vars(data), "won": np.full(400, result), "features": np.ones((400, 3))})
    member = learner.fit(lessons(data, MarketTarget.fit(data), 0.2), RECIPE)
    assert member
    shift = member.shift(np.array([[1.0, 1.0, 1.0], [1e9, -1e9, 0.0]]))
    assert np.isfinite(shift).all()
    assert shift[0] == shift[1]  # what never varied says nothing


@every_learner
def test_the_parts_add_up_to_the_shift_but_for_one_constant(learner: Learner) -> None:
    member = learner.fit(LESSONS, RECIPE)
    assert member
    rest = member.shift(NEW) - member.contributions(NEW).sum(axis=1)
    assert member.contributions(NEW).shape == NEW.shape
    assert np.ptp(rest) < 1e-5


def test_the_trees_constant_is_their_bias() -> None:
    member = LEARNERS[0].fit(LESSONS, RECIPE)
    assert isinstance(member, TreeMember)
    booster = xgb.Booster(model_file=bytearray(member.booster.save_raw("ubj")))
    bias = booster.predict(xgb.DMatrix(NEW), pred_contribs=True)[:, -1]
    assert member.shift(NEW) == pytest.approx(member.contributions(NEW).sum(axis=1) + bias, abs=1e-5)


@every_learner
def test_a_saved_member_says_exactly_the_same_and_is_no_pickle(learner: Learner, tmp_path: Path) -> None:
    member = learner.fit(LESSONS, RECIPE)
    assert member
    member.save(tmp_path / "m")
    back = MEMBER_KINDS[learner.name].load(tmp_path / "m")
    assert back.shift(NEW).tobytes() == member.shift(NEW).tobytes()
    assert back.contributions(NEW).tobytes() == member.contributions(NEW).tobytes()
    start = (tmp_path / "m").read_bytes()[:2]
    assert start[:1] == b"{" or start == b"PK"  # JSON or UBJSON, or an archive of arrays; a pickle starts with 0x80


@every_learner
def test_a_bet_gets_the_same_shift_alone_as_among_others(learner: Learner) -> None:
    member = learner.fit(LESSONS, RECIPE)
    assert member
    alone = np.concatenate([member.shift(NEW[i : i + 1]) for i in range(40)])
    assert alone.tobytes() == member.shift(NEW)[:40].tobytes()
    assert member.shift(NEW[:0]).shape == (0,)


@every_learner
def test_a_shift_is_the_same_however_its_features_lie_in_memory(learner: Learner) -> None:
    member = learner.fit(LESSONS, RECIPE)
    assert member
    shift = member.shift(np.ascontiguousarray(NEW)).tobytes()
    assert member.shift(np.asfortranarray(NEW)).tobytes() == shift
    assert member.shift(np.repeat(NEW, 2, axis=0)[::2]).tobytes() == shift


@every_learner
def test_the_same_seed_learns_the_same(learner: Learner) -> None:
    one, two = (learner.fit(LESSONS, RECIPE) for _ in range(2))
    assert one
    assert two
    assert one.shift(NEW).tobytes() == two.shift(NEW).tobytes()


def test_names_are_different_and_every_member_can_be_loaded() -> None:
    assert [learner.name for learner in LEARNERS] == list(MEMBER_KINDS)
