"""How the learners are used: weights from earlier bets, judged on later ones, and nothing kept that may be luck."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pikkit.training.ensemble import Way, choose, out_of_time, summarise
from pikkit.training.ensemble.blend_choice import nested_gains
from pikkit.training.ensemble.ways import weights_of
from pikkit.training.learners.linear import MovementRidge
from pikkit.training.recipe import Recipe
from tests.training.predictions import said
from tests.training.worlds import moving_set

RECIPE = Recipe(ridge_penalty=10.0)
EVERY_WAY = pytest.mark.parametrize("way", list(Way))


def world(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two halves of a truth, and noise."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.8, count), rng.normal(0, 0.8, count), rng.normal(0, 0.8, count)


def test_one_learner_that_is_right_is_used_alone() -> None:
    truth, _, noise = world(6000, 2)
    choice = choose(said(np.column_stack([noise, truth]), truth), 1)
    assert choice.way is Way.SINGLE
    assert choice.weights == {"b": pytest.approx(1.0, abs=0.1)}


def test_two_learners_that_each_know_half_are_stacked() -> None:
    one, two, noise = world(6000, 3)
    choice = choose(said(np.column_stack([one, two, -noise]), one + two), 1)
    assert choice.way is Way.STACKING
    assert set(choice.weights) == {"a", "b"}
    assert min(choice.weights.values()) > 0.85


def test_learners_that_err_each_in_its_own_way_vote() -> None:
    truth, *_ = world(6000, 4)
    rng = np.random.default_rng(5)
    shifts = truth[:, None] + rng.normal(0, 1.2, (6000, 4))
    choice = choose(said(shifts, truth), 1)
    assert choice.way is Way.VOTING
    assert len(set(choice.weights.values())) == 1


def test_noise_leaves_the_price_nearly_always() -> None:
    rng = np.random.default_rng(5)
    used = sum(
        choose(said(rng.normal(0, 0.3, (400, 3)), np.zeros(400), seed), seed).way is not Way.PRICE for seed in range(40)
    )
    assert used <= 6  # 5 % are asked for at each of three comparisons


def test_bets_whose_closes_say_nothing_new_leave_the_price_nearly_always() -> None:
    seen = (out_of_time(moving_set(700, seed, signal=0.0), RECIPE, (MovementRidge(),)) for seed in range(25))
    assert sum(choose(each, 1).way is not Way.PRICE for each in seen) <= 4


def test_weights_are_judged_on_later_bets_than_they_were_fitted_on() -> None:
    """A learner that is right in the first half and wrong in the second looks good in sample, and is not kept."""
    truth, *_ = world(4000, 6)
    shift = np.where(np.arange(4000) < 2200, truth, -0.5 * truth)
    seen = said(shift[:, None], truth)
    assert weights_of(Way.SINGLE, seen)[0] > 0.2
    assert choose(seen, 1).way is Way.PRICE


def test_no_later_result_reaches_the_weights_a_bet_is_judged_by() -> None:
    one, two, noise = world(2000, 7)
    seen = said(np.column_stack([one, noise]), one + two)
    label = seen.label.copy()
    label[1500:] = 1 - label[1500:]
    changed = replace(seen, label=label)
    rows, gains = nested_gains(seen)
    _, other = nested_gains(changed)
    assert rows.min() == 500
    assert (gains[rows < 1500] == other[rows < 1500]).all()
    assert (gains[rows >= 1500, 1:] != other[rows >= 1500, 1:]).all()


def test_bets_of_one_event_are_never_on_both_sides() -> None:
    truth, *_ = world(400, 8)
    seen = said(truth[:, None], truth)
    one_event = replace(seen, data=replace(seen.data, event=np.zeros(400, dtype=np.int64)))
    choice = choose(one_event, 1)
    assert (choice.way, choice.weights, choice.candidates) == (Way.PRICE, {}, ())


@EVERY_WAY
def test_no_weight_is_negative_or_above_one_and_a_silent_learner_has_none(way: Way) -> None:
    truth, _, noise = world(1500, 9)
    weights = weights_of(way, said(np.column_stack([truth / 3, np.zeros(1500), -noise, 2 * truth]), truth))
    assert weights.min() >= 0
    assert weights.max() <= 1
    assert weights[1] == 0
    assert not weights_of(way, said(np.zeros((1500, 2)), truth)).any()
    assert weights_of(way, said(np.zeros((1500, 0)), truth)).shape == (0,)


def test_a_learner_that_exaggerates_is_damped_and_one_the_wrong_way_round_has_no_weight() -> None:
    truth = np.random.default_rng(4).normal(0, 0.5, 8000)
    for way in (Way.SINGLE, Way.VOTING, Way.STACKING):
        assert weights_of(way, said(2 * truth[:, None], truth)) == pytest.approx([0.5], abs=0.08)
        assert weights_of(way, said(-truth[:, None], truth)).tolist() == [0.0]


def test_the_record_tells_every_ways_score_and_every_learners_and_is_plain_json(tmp_path: Path) -> None:
    truth, _, noise = world(3000, 10)
    seen = said(np.column_stack([truth, noise]), truth)
    summary = summarise(seen, choose(seen, 1), 1)
    summary.write(tmp_path / "ensemble.json")
    written = json.loads((tmp_path / "ensemble.json").read_text(), parse_constant=pytest.fail)
    assert [candidate["way"] for candidate in written["candidates"]] == ["price", "single", "voting", "stacking"]
    assert written["candidates"][0]["gain"] == 0.0
    assert written["candidates"][0]["better"] is None
    assert summary.gain == next(c.gain for c in summary.candidates if c.way is summary.way)
    assert all(candidate.low < candidate.gain < candidate.high for candidate in summary.candidates[1:])
    assert all(learner.low < learner.gain < learner.high for learner in summary.learners)
    assert [score.learner for score in summary.learners] == ["a", "b"]
    assert summary.learners[0].gain == pytest.approx(seen.gain(truth).mean())
