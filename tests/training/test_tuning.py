"""Tuning: the default first, budgets kept, interrupted searches resumed on the same bets only."""

from pathlib import Path

import optuna
import pytest

from pikkit.training.dataset import TrainingSet
from pikkit.training.recipe import TreeParameters
from pikkit.training.tuning import Budget, Tuned, tune
from tests.training.worlds import moving_set

DATA = moving_set(450, 1, closes=1.1)


def storage(folder: Path) -> str:
    return f"sqlite:///{folder / 'study.db'}"


def search(trials: int, url: str | None = None, data: TrainingSet = DATA, seed: int = 1) -> Tuned:
    return tune(data, Budget(trials, 600), seed, url)


def trials_in(url: str) -> list[optuna.trial.FrozenTrial]:
    return [
        trial
        for name in optuna.get_all_study_names(url)
        for trial in optuna.load_study(study_name=name, storage=url).trials
    ]


def test_one_trial_is_the_default_recipe() -> None:
    tuned = search(1)
    assert tuned.recipe.trees == TreeParameters()
    assert tuned.gain == tuned.default_gain
    assert (tuned.trials, tuned.pruned) == (1, 0)


def test_the_best_is_never_worse_than_the_default_and_counts_add_up() -> None:
    reported: list[int] = []
    tuned = tune(DATA, Budget(7, 600), 1, None, reported.append)
    assert tuned.gain >= tuned.default_gain
    assert tuned.trials + tuned.pruned == 7
    assert reported == list(range(1, 8))


def test_the_same_seed_finds_the_same() -> None:
    assert search(3) == search(3)


def test_time_runs_out_after_the_trial_under_way() -> None:
    assert tune(DATA, Budget(50, 1e-9), 1).trials == 1


def test_an_interrupted_search_goes_on_where_it_was(tmp_path: Path) -> None:
    url = storage(tmp_path)
    search(2, url)
    resumed = search(4, url)
    found = trials_in(url)
    assert len(found) == resumed.trials + resumed.pruned == 4
    assert len({tuple(trial.params.items()) for trial in found}) == 4  # it does not draw the same again


def test_a_trial_that_was_killed_half_way_does_not_count(tmp_path: Path) -> None:
    url = storage(tmp_path)
    search(1, url)
    (study,) = (optuna.load_study(study_name=name, storage=url) for name in optuna.get_all_study_names(url))
    study.ask()  # stays running for ever, as a killed process leaves it
    tuned = search(2, url)
    assert tuned.trials + tuned.pruned == 2


@pytest.mark.parametrize(("other", "seed"), [(moving_set(450, 2, closes=1.1), 1), (DATA, 2)], ids=["data", "seed"])
def test_trials_on_other_bets_or_another_seed_do_not_count(other: TrainingSet, seed: int, tmp_path: Path) -> None:
    url = storage(tmp_path)
    search(1, url)
    assert search(1, url, other, seed) == search(1, None, other, seed)


def test_without_closes_the_offset_trees_are_tuned() -> None:
    tuned = search(1, data=moving_set(450, 3, closes=0.0))
    assert tuned.trials == 1
