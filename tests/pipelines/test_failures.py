"""From what a step wrote to what a person is told."""

import pytest

from pikkit.pipelines.failures import step_failure
from pikkit.pipelines.step_client import ENDED_BY

TRACEBACK = '    Traceback (most recent call last):\n      File "x.py", line 1, in <module>\n        raise it\n    '


@pytest.mark.parametrize(
    ("raised", "sentence"),
    [
        ("pikkit.base.errors.InputError: There is no file.", "There is no file."),
        ("pikkit.base.errors.NotReadyError: Nothing is trained: yet.", "Nothing is trained: yet."),
        ("pikkit.base.validation.InvalidFieldsError: odds: is required.", "odds: is required."),
    ],
)
def test_our_own_errors_are_sentences_with_code_2(raised: str, sentence: str) -> None:
    failure = step_failure("tune", (TRACEBACK + raised).splitlines())
    assert (failure.sentence, failure.code) == (sentence, 2)


@pytest.mark.parametrize(
    "raised",
    [
        "ValueError: no such column",
        "KeyboardInterrupt",
        "xgboost.core.XGBoostError: out of memory",
        "pikkit.base.errors.PikkitError: neither the input nor the state",
        "pikkit.base.errors.NoSuchError: made up",
    ],
)
def test_anything_else_is_unexpected_and_names_the_step(raised: str) -> None:
    failure = step_failure("tune", (TRACEBACK + raised).splitlines())
    assert (failure.sentence, failure.code) == (f"The step tune failed unexpectedly: {raised}", 1)


def test_the_last_traceback_counts() -> None:
    said = (
        f"{TRACEBACK}ValueError: first\n\n    The above exception was the direct cause of the following exception:\n\n"
        f"{TRACEBACK}pikkit.base.errors.InputError: The sentence.\n    exit handlers still talk"
    )
    assert step_failure("ingest", said.splitlines()).sentence == "The sentence."


def test_a_step_ended_by_a_signal_says_which_whatever_it_had_said_before() -> None:
    failure = step_failure("tune", [*f"{TRACEBACK}ValueError: first".splitlines(), f"    {ENDED_BY}9"])
    assert failure.code == 1
    assert failure.sentence.startswith("The step tune was ended by signal 9 (Killed); ")
    by_shell = step_failure("tune", ["the step talks", "    Segmentation fault (core dumped)", ""])
    assert by_shell.sentence == "The step tune was ended by signal 11 (Segmentation fault)."
    assert step_failure("tune", [f"{ENDED_BY}15"]).sentence == "The step tune was ended by signal 15 (Terminated)."


def test_a_step_that_said_nothing_may_have_been_killed() -> None:
    failure = step_failure("tune", ["    [KFP Executor INFO]: Got executor_input:", ""])
    assert failure.code == 1
    assert "tune" in failure.sentence
    assert "killed" in failure.sentence
