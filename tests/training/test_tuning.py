"""Tuning: the default first, the champion's values next, budgets kept, the same seed the same search."""

from pathlib import Path

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.tuning import Progress
from pikkit.training.tuning.space import values_of
from pikkit.training.tuning.stages import RESULTS, RIDGE
from tests.training.studies import DATA, search, storage_in, story, trials_in
from tests.training.worlds import moving_set


def test_one_trial_is_the_default_recipe() -> None:
    tuned = search(1)
    assert tuned.recipe == Recipe(seed=1)
    assert tuned.gain == tuned.default_gain
    assert (tuned.trials, tuned.pruned) == (1, 0)


def test_the_best_is_never_worse_than_the_default_and_counts_add_up() -> None:
    tuned = search(7)
    assert tuned.gain >= tuned.default_gain
    assert tuned.trials + tuned.pruned == tuned.planned == 7
    assert tuned.cut == ()


def test_two_runs_with_one_seed_agree_in_every_trial(tmp_path: Path) -> None:
    one, two = (storage_in(tmp_path / name) for name in ("one", "two"))
    assert search(10, one) == search(10, two)
    for stage in ("trees", "ridge", "results"):
        assert story(one, stage) == story(two, stage)
        assert story(one, stage)


def test_another_seed_searches_elsewhere(tmp_path: Path) -> None:
    one, two = (storage_in(tmp_path / name) for name in ("one", "two"))
    search(3, one, seed=1)
    search(3, two, seed=2)
    assert story(one)[0][3] == story(two)[0][3]  # both begin with the default
    assert not {tried[3] for tried in story(one)[1:]} & {tried[3] for tried in story(two)[1:]}


def test_every_trial_before_the_time_is_up_is_the_one_of_a_search_without_end(tmp_path: Path) -> None:
    cut, whole = (storage_in(tmp_path / name) for name in ("cut", "whole"))
    search(40, cut, seconds=0.75)
    tried = story(cut)
    search(len(tried), whole)
    assert tried == story(whole)
    assert all(trial.state.name == "FAIL" for trial in trials_in(cut) if trial.number >= len(tried))


def test_no_time_leaves_the_default_recipe_untried_and_says_what_was_cut() -> None:
    tuned = search(5, seconds=1e-9)
    assert tuned.recipe == Recipe(seed=1)
    assert (tuned.planned, tuned.cut) == (5, ("trees", "ridge", "results"))
    assert np.isnan([tuned.gain, tuned.default_gain]).all()
    assert tuned.trials == 0


def test_the_champions_values_are_tried_after_the_defaults(tmp_path: Path) -> None:
    champion = values_of(Recipe(TreeParameters(max_depth=4, rounds=75)))
    search(2, storage_in(tmp_path), champion=champion)
    tried = [trial.params for trial in trials_in(storage_in(tmp_path))]
    assert [(params["max_depth"], params["rounds"]) for params in tried] == [(3, 200), (4, 75)]


def test_a_champion_with_the_defaults_values_is_not_tried_twice(tmp_path: Path) -> None:
    search(2, storage_in(tmp_path), champion=values_of(Recipe()))
    first, second = trials_in(storage_in(tmp_path))
    assert first.params != second.params


def test_the_ridge_penalty_is_the_default_or_one_that_was_ahead_after_every_fold(tmp_path: Path) -> None:
    tuned = search(2, storage_in(tmp_path))
    tried = {trial.params["ridge_penalty"]: trial for trial in trials_in(storage_in(tmp_path), "ridge")}
    assert set(tried) == {*RIDGE.line, Recipe().ridge_penalty}
    base, chosen = tried[Recipe().ridge_penalty], tried[tuned.recipe.ridge_penalty]
    folds = base.intermediate_values
    assert chosen is base or all(chosen.intermediate_values[fold] > gain for fold, gain in folds.items())


def test_the_weight_of_results_stays_where_no_bet_is_without_a_close(tmp_path: Path) -> None:
    tuned = search(2, storage_in(tmp_path))
    assert tuned.recipe.result_weight == Recipe().result_weight
    assert len(story(storage_in(tmp_path), "results")) == 1 + len(RESULTS.line)


def test_without_closes_the_offset_trees_are_tuned_and_nothing_else(tmp_path: Path) -> None:
    tuned = search(2, storage_in(tmp_path), moving_set(450, 3, closes=0.0))
    assert tuned.trials + tuned.pruned == 2
    assert not story(storage_in(tmp_path), "ridge")
    assert not story(storage_in(tmp_path), "results")


def test_progress_counts_up_to_the_budget_stage_by_stage() -> None:
    told: list[Progress] = []
    tuned = search(6, told=told)
    trees = [progress for progress in told if progress.stage == "trees"]
    assert list(dict.fromkeys(progress.stage for progress in told)) == ["trees", "ridge", "results"]
    assert [trees[0].done, trees[-1].done, trees[-1].total] == [0, 6, 6]
    assert trees[0].best_gain is None
    assert (trees[-1].best_gain, trees[-1].pruned) == (tuned.gain, tuned.pruned)
    assert sorted(progress.done for progress in trees) == [progress.done for progress in trees]
    left = [progress.seconds_left for progress in trees]
    assert sorted(left, reverse=True) == left


def test_too_few_bets_are_a_sentence_and_no_trial_that_runs_for_ever(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too few bets to learn from"):
        search(2, storage_in(tmp_path), DATA.take(np.arange(len(DATA)) < 60))
    assert [trial.state.name for trial in trials_in(storage_in(tmp_path))] == ["FAIL"]
