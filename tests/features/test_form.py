"""Pauses, stakes and clocks that go wrong."""

import math
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.features.build.build import features_as_of
from pikkit.features.definitions.feature_catalogue import stranger
from pikkit.features.definitions.form import EXTREME, FEWEST_STAKES, LONGEST_PAUSE, days_since, stake_score
from pikkit.features.definitions.hierarchy import BETTOR
from tests.features.histories import DAY, MICROSECOND, bet, table

HOUR = timedelta(hours=1)
US_A_DAY = 86_400_000_000


def value(name: str, asked: dict[str, Any], *history: dict[str, Any]) -> float:
    return float(features_as_of(table(asked), table(*history))[name][0].as_py())


def scored(stake: float, stakes: list[float]) -> float:
    """The stake score after settled stakes, computed from their sums."""
    logs = [math.log(each) for each in stakes]
    columns = stranger()
    known = {
        "bets_all": len(logs),
        "log_stake_sum_all": sum(logs),
        "log_stake_square_sum_all": sum(x * x for x in logs),
    }
    for name, total in known.items():
        columns[f"historical_performance__{name}"][0] = total
    columns["stake"][0] = stake
    return float(stake_score(columns)[0])


def test_a_stake_is_compared_by_ratio() -> None:
    stakes = [1.0, math.e**2, 1.0, math.e**2, 1.0, math.e**2]  # logs 0 and 2: mean 1, deviation 1
    assert scored(math.e, stakes) == pytest.approx(0.0, abs=1e-9)
    assert scored(math.e**3, stakes) == pytest.approx(2.0)
    assert scored(math.e**-1.5, stakes) == pytest.approx(-2.5)


@given(stake=st.floats(0, 1e9), stakes=st.lists(st.floats(0.01, 1e6), max_size=12))
def test_a_stake_score_is_bounded_and_silent_of_a_short_past(stake: float, stakes: list[float]) -> None:
    score = scored(stake, stakes)
    assert -EXTREME <= score <= EXTREME
    assert len(stakes) >= FEWEST_STAKES or score == 0.0


@given(stakes=st.lists(st.floats(0.5, 1e4), min_size=5, max_size=12), low=st.floats(0.01, 1e5), times=st.floats(1, 50))
def test_a_bigger_stake_scores_no_lower(stakes: list[float], low: float, times: float) -> None:
    assert scored(low, stakes) <= scored(low * times, stakes) + 1e-9


def test_an_unknown_stake_says_nothing() -> None:
    assert scored(math.nan, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) == 0.0


def test_someone_who_always_stakes_the_same_is_not_judged_by_a_cent() -> None:
    assert scored(10.01, [10.0] * 30) == pytest.approx(0.02, abs=1e-3)  # 0.1 % of the smallest spread, 5 %


@pytest.mark.parametrize(
    ("days", "told"), [(-1.0, 0.0), (0.0, 0.0), (2.5, 2.5), (LONGEST_PAUSE, LONGEST_PAUSE), (800.0, LONGEST_PAUSE)]
)
def test_a_pause_is_from_no_time_to_a_year(days: float, told: float) -> None:
    columns = stranger()
    columns["placed_at"][0] = 2000 * US_A_DAY
    columns["historical_performance__last_settled_us"][0] = round((2000 - days) * US_A_DAY)
    assert days_since(BETTOR, columns)[0] == told


def test_a_pause_ends_with_a_loss_too_and_not_with_an_open_bet() -> None:
    history = (bet(HOUR, DAY), bet(HOUR, 2 * DAY, outcome="loss"), bet(3 * DAY))
    assert value("bettor_days_since", bet(5 * DAY), *history) == 3.0
    assert value("book_days_since", bet(5 * DAY), *history) == 3.0


def test_a_bet_settled_before_it_was_placed_is_known_only_after_its_placement() -> None:
    wrong_clock = bet(2 * DAY, DAY, bettor="ann")
    for asked, known in ((bet(DAY + HOUR), 0.0), (bet(2 * DAY), 0.0), (bet(2 * DAY + MICROSECOND), math.log(2))):
        assert value("bettor_log_bets", asked, wrong_clock) == pytest.approx(known)


def test_a_bet_placed_far_in_the_future_knows_all_that_settled_and_nothing_else() -> None:
    ahead = bet(900 * DAY, bettor="ann")
    assert value("bettor_log_bets", ahead, bet(HOUR, 2 * HOUR), bet(HOUR)) == pytest.approx(math.log(2))
    assert value("bettor_days_since", ahead, bet(HOUR, 2 * HOUR)) == LONGEST_PAUSE
