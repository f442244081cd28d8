"""A search that was interrupted, by its budget or by kill -9, goes on as if it had not been."""

import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import optuna
import pytest

from pikkit.training.dataset import TrainingSet
from pikkit.training.tuning.slots import SLOT
from pikkit.training.tuning.storage import open_storage
from pikkit.training.tuning.studies import our_studies
from tests.training.studies import DATA, search, start_search, storage_in, story, trials_in
from tests.training.worlds import moving_set


def in_a_trial(url: str, finished: int) -> bool:
    """Whether so many trials are finished, or more, one is under way, and nobody is reading or writing."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0)) as file:
        try:
            file.execute("BEGIN EXCLUSIVE")
            states = [state for (state,) in file.execute("SELECT state FROM trials ORDER BY trial_id")]
        except sqlite3.OperationalError:  # locked, or without tables yet
            return False
    return len(states) > finished and states[-1] == "RUNNING"


def stop_in_a_trial(process: "subprocess.Popen[bytes]", url: str, finished: int) -> None:
    """Halt a search in the middle of a trial: it lives, and does nothing."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None
        process.send_signal(signal.SIGSTOP)
        if in_a_trial(url, finished):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.02)
    pytest.fail("The search was never seen in the middle of a trial.")


def test_trials_in_two_goes_are_those_of_one(tmp_path: Path) -> None:
    parts, whole = (storage_in(tmp_path / name) for name in ("parts", "whole"))
    search(4, parts)
    assert search(10, parts) == search(10, whole)
    assert story(parts) == story(whole)


def test_a_finished_search_is_not_repeated(tmp_path: Path) -> None:
    first = search(3, storage_in(tmp_path))
    tried = trials_in(storage_in(tmp_path))
    assert search(3, storage_in(tmp_path)) == first
    assert trials_in(storage_in(tmp_path)) == tried


def test_a_search_that_is_killed_goes_on_with_the_very_trial_it_was_killed_in(tmp_path: Path) -> None:
    url, whole = storage_in(tmp_path), storage_in(tmp_path / "whole")
    process = start_search(url, trials=500)
    stop_in_a_trial(process, url, finished=2)
    process.kill()
    process.wait()
    left = trials_in(url)
    assert left[-1].state.name == "RUNNING"
    resumed = search(len(left) + 2, url)
    failed = [trial for trial in trials_in(url) if trial.state.name == "FAIL"]
    assert [trial.number for trial in failed] == [left[-1].number]
    again = next(trial for trial in trials_in(url) if trial.number == left[-1].number + 1)
    assert again.params.items() >= failed[0].params.items()  # it may have been killed while it was given them
    assert resumed == search(len(left) + 2, whole)
    assert story(url) == story(whole)


def test_a_trial_that_another_living_process_works_on_is_left_alone(tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    process = start_search(url, trials=500)
    try:
        stop_in_a_trial(process, url, finished=1)
        before = {trial.number: trial.state.name for trial in trials_in(url)}
        search(len(before) + 1, url)
        after = {trial.number: trial.state.name for trial in trials_in(url)}
    finally:
        process.kill()
        process.wait()
    (running,) = [number for number, state in before.items() if state == "RUNNING"]
    assert after[running] == "RUNNING"
    assert len(after) == len(before) + 1


def test_a_trial_that_nobody_owns_is_failed_at_once(tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    search(1, url)
    with open_storage(url) as storage:
        (name,) = (study.study_name for study in our_studies(storage))
        optuna.load_study(study_name=name, storage=storage).ask()
    search(2, url)
    assert [trial.state.name for trial in trials_in(url)] == ["COMPLETE", "FAIL", "COMPLETE"]
    assert [trial.user_attrs.get(SLOT) for trial in trials_in(url)] == [0, None, 1]


@pytest.mark.parametrize(("other", "seed"), [(moving_set(600, 2, closes=1.1), 1), (DATA, 2)], ids=["data", "seed"])
def test_trials_on_other_bets_or_another_seed_do_not_count(other: TrainingSet, seed: int, tmp_path: Path) -> None:
    url = storage_in(tmp_path)
    search(1, url)
    assert search(1, url, other, seed) == search(1, None, other, seed)
    assert len(trials_in(url)) == 2
