"""A streak counts back from the newest settled bet until the other outcome comes."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.features.build.build import joined_columns
from tests.features.histories import DAY, MICROSECOND, bet, table

HOUR = timedelta(hours=1)
STREAK = "historical_performance__streak"
OUTCOMES = ("win", "loss", "push", "void", "cash_out")

moments = st.lists(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=3), max_size=8)
"""What settled together, moment by moment."""


def counted(past: list[list[str]]) -> int:
    """The streak after some moments, counted back one by one."""
    run = 0
    for outcomes in reversed(past):
        wins, losses = outcomes.count("win"), outcomes.count("loss")
        if (wins and losses) or (wins and run < 0) or (losses and run > 0):
            break
        run += wins - losses
    return run


def streaks(histories: list[list[list[str]]]) -> list[list[float]]:
    """The streak just after each moment of each bettor's history."""
    settled = [
        bet(timedelta(0), (place + 1) * HOUR, outcome=outcome, bettor=f"b{number}")
        for number, history in enumerate(histories)
        for place, outcomes in enumerate(history)
        for outcome in outcomes
    ]
    asked = [
        bet((place + 1) * HOUR + MICROSECOND, bettor=f"b{number}")
        for number, history in enumerate(histories)
        for place in range(len(history))
    ]
    found = iter(joined_columns(table(*asked), table(*settled))[STREAK].tolist())
    return [[next(found) for _ in history] for history in histories]


@settings(max_examples=6)
@given(st.lists(moments, min_size=10, max_size=40))
def test_a_streak_is_what_counting_back_gives(histories: list[list[list[str]]]) -> None:
    expected = [[counted(history[: place + 1]) for place in range(len(history))] for history in histories]
    assert streaks(histories) == expected


def test_streaks_by_hand() -> None:
    two_wins = [["win"], ["push"], ["win"]]
    lost_twice_at_once = [["win"], ["win"], ["loss", "loss"], ["loss"]]
    both_at_once = [["win"], ["win", "loss"], ["cash_out"], ["win"]]
    assert streaks([two_wins, lost_twice_at_once, both_at_once]) == [[1, 1, 2], [1, 2, -2, -3], [1, 0, 0, 1]]


@pytest.mark.parametrize("outcome", ["win", "loss"])
def test_a_parlay_neither_lengthens_nor_ends_a_streak(outcome: str) -> None:
    history = [bet(HOUR, 2 * HOUR), bet(HOUR, 3 * HOUR), bet(HOUR, 4 * HOUR, outcome=outcome, bet_type="parlay")]
    assert joined_columns(table(bet(DAY)), table(*history))[STREAK].tolist() == [2.0]


def test_a_late_settlement_counts_from_when_it_is_known() -> None:
    late_loss = bet(HOUR, 3 * DAY, outcome="loss")
    asked = table(bet(2 * DAY), bet(3 * DAY), bet(3 * DAY + MICROSECOND))
    assert joined_columns(asked, table(bet(2 * HOUR, 3 * HOUR), late_loss))[STREAK].tolist() == [1.0, 1.0, -1.0]
