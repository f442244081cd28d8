"""A search ends where nothing gains any more: after the same trial each time, said everywhere, never by luck."""

from pathlib import Path

import optuna
import pytest
from optuna.trial import FrozenTrial, TrialState, create_trial

from pikkit.report.tuning_history import read_tuning_history
from pikkit.training.tuning import Budget, Tuned, search_values
from pikkit.training.tuning.exhaustion import is_exhausted
from pikkit.training.tuning.search_status import read_studies
from pikkit.training.tuning.slots import SLOT
from pikkit.training.tuning.space import KNOBS
from pikkit.training.tuning.storage import open_storage
from pikkit.training.tuning.studies import StudyName, digest_of, open_study, our_studies
from tests.training.studies import DATA, search, storage_in, story, trials_in

PRUNED = None


def trials(*gains: float | None) -> list[FrozenTrial]:
    """Ended trials in slots 0, 1, 2 …; None: given up early."""
    states = [TrialState.PRUNED if gain is None else TrialState.COMPLETE for gain in gains]
    return [
        create_trial(state=state, value=gain, user_attrs={SLOT: slot})
        for slot, (gain, state) in enumerate(zip(gains, states, strict=True))
    ]


@pytest.mark.parametrize(
    ("gains", "exhausted"),
    [
        ((), False),
        ((1.0,), False),
        ((1.0, 0.9, PRUNED), False),
        ((1.0, 0.9, PRUNED, 1.019), True),
        ((1.0, 0.9, PRUNED, 1.021), False),
        ((1.0, 1.01, 1.015, 1.03), False),
        ((1.0, 2.0, 0.5, 0.5, 0.5), True),
        ((-1.0, -0.99, PRUNED, -0.985), True),
        ((-1.0, -0.5, 0.1, 0.2), False),
        ((PRUNED, PRUNED, PRUNED), True),
    ],
)
def test_three_in_a_row_without_a_rise_of_two_per_cent_end_it(gains: tuple[float | None, ...], exhausted: bool) -> None:
    assert is_exhausted(trials(*gains), 3) is exhausted
    assert not is_exhausted(trials(*gains), None)


def test_trials_count_in_the_order_of_their_slots_up_to_one_that_goes_on() -> None:
    ended = trials(1.0, 0.5, 0.5, 0.5)
    assert is_exhausted(reversed(ended), 3)
    running = create_trial(state=TrialState.RUNNING, user_attrs={SLOT: 1})
    assert not is_exhausted([ended[0], running, *ended[2:]], 3)
    failed = create_trial(state=TrialState.FAIL, user_attrs={SLOT: 1})
    assert is_exhausted([failed, *ended], 3)


def patient(trials: int, url: str, patience: int | None) -> Tuned:
    """A search that ends early, or not."""
    return search_values(DATA, Budget(trials, 600.0, patience), 1, url)


def test_an_exhausted_search_is_the_beginning_of_the_whole_one(tmp_path: Path) -> None:
    early, whole = (storage_in(tmp_path / name) for name in ("early", "whole"))
    tuned = patient(12, early, 3)
    assert tuned.exhausted
    assert 4 <= tuned.trials + tuned.pruned < tuned.planned == 12
    assert not tuned.cut
    assert not patient(12, whole, None).exhausted
    tried = story(early)
    assert tried == story(whole)[: len(tried)]
    assert patient(12, early, 3) == tuned
    assert story(early) == tried


def test_it_is_said_where_the_search_is_shown(tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    tuned = patient(12, url, 3)
    tried = tuned.trials + tuned.pruned
    status = {study.stage: study for study in read_studies(url)}
    assert (status["trees"].exhausted_after, status["trees"].planned) == (tried, 12)
    history = read_tuning_history(url, digest_of(DATA), 1)
    assert history
    assert history.early_ends() == (
        f"The search of trees ended after {tried} of at most 12 trials: nothing it tried gained any more.",
    )


def test_a_report_tells_of_the_search_that_came_last_even_of_one_that_had_no_time(tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    search(3, url)
    with open_storage(url) as storage:
        open_study(storage, StudyName("ridge", digest_of(DATA), "way", 1), {"l2": KNOBS["l2"]}, [])
    history = read_tuning_history(url, digest_of(DATA), 1)
    assert history
    assert {stage.name: len(stage.trials) for stage in history.stages}["ridge"] == 0


def test_a_study_that_was_gone_on_with_is_newer_than_one_that_was_begun_after_it(tmp_path: Path) -> None:
    old, other = (StudyName("trees", "data", way, 1) for way in ("old", "other"))
    with open_storage(storage_in(tmp_path)) as storage:
        for name in (old, other, old):
            study = open_study(storage, name, {"l2": KNOBS["l2"]}, [])
            study.tell(study.ask(), 0.1)
        assert [summary.study_name for summary in our_studies(storage)] == [str(old), str(other)]


def test_a_listed_value_is_given_up_where_it_falls_behind_the_first_and_not_before(tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    patient(2, url, None)
    for stage in ("ridge", "results"):
        first, *others = sorted(trials_in(url, stage), key=lambda trial: trial.user_attrs[SLOT])
        for trial in others:
            assert_given_up_in_time(trial, first)


def assert_given_up_in_time(trial: optuna.trial.FrozenTrial, first: optuna.trial.FrozenTrial) -> None:
    """Ahead after every fold before its last one; behind after that one if it was pruned."""
    *before, last = sorted(trial.intermediate_values)
    ahead = {fold: gain > first.intermediate_values[fold] for fold, gain in trial.intermediate_values.items()}
    assert all(ahead[fold] for fold in before)
    assert (trial.state is TrialState.PRUNED) == (not ahead[last] and last != max(first.intermediate_values))
