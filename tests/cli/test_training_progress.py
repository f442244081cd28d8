"""How far tuning is, in words."""

from dataclasses import asdict

from pikkit.training.tuning import Progress
from pikkit.workflows.progress_words import progress_words
from pikkit.workflows.training_messages import Tuning


def test_before_the_first_trial_nothing_is_said_of_the_best() -> None:
    assert progress_words(asdict(Progress("trees", 0, 20, 0, None, 44.6))) == "trees, 0 of 20 trials, 45 s left"


def test_the_best_gain_and_the_trials_given_up_are_said() -> None:
    told = progress_words(asdict(Progress("trees", 7, 20, 3, 0.000415, 12.0)))
    assert told == "trees, 7 of 20 trials, best gain 0.000415, 3 given up early, 12 s left"


def test_another_steps_figures_are_said_as_they_are() -> None:
    assert progress_words({"rows": 3}) == "rows 3"


def test_parts_are_said_with_how_many_are_left() -> None:
    assert progress_words({"done": 2, "total": 5, "parts": "folds"}) == "2 of 5 folds done"


def test_a_search_that_the_clock_cut_says_so_and_one_that_was_not_does_not() -> None:
    assert Tuning(trials=14, pruned=6, planned=20).words() == "20 of 20 trials, 6 given up early"
    cut = Tuning(trials=0, planned=20, cut="trees, ridge").words()
    assert cut.startswith("0 of 20 trials. The time ran out")
    assert "the search of trees, ridge was cut" in cut
