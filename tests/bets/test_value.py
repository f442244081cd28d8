"""Expected value, closing line value and Kelly agree with each other and with worked examples."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.bets.value import closing_line_value, expected_value, fair_odds, kelly_fraction

probabilities = st.floats(min_value=0.001, max_value=0.999)
prices = st.floats(min_value=1.01, max_value=500)


def test_a_coin_flip_at_minus_110_loses_four_and_a_half_percent() -> None:
    assert expected_value(0.5, 1 + 100 / 110) == pytest.approx(-0.045455, abs=1e-6)


def test_kelly_on_an_even_money_bet_is_twice_p_minus_one() -> None:
    """Kelly (1956): with even odds the share is p − q."""
    assert kelly_fraction(0.6, 2.0) == pytest.approx(0.2)


@given(probabilities, prices)
def test_no_other_stake_grows_the_bankroll_faster_than_kelly(probability: float, odds: float) -> None:
    def growth(stake: float) -> float:
        return probability * math.log1p(stake * (odds - 1)) + (1 - probability) * math.log1p(-stake)

    best = kelly_fraction(probability, odds)
    others = [stake for stake in (best * 0.9, best * 1.1, best + 0.01, 0.0) if stake < 1]
    assert all(growth(best) >= growth(stake) - 1e-12 for stake in others)


@given(probabilities, prices)
def test_kelly_stakes_only_on_positive_expected_value(probability: float, odds: float) -> None:
    assert (kelly_fraction(probability, odds) > 0) == (expected_value(probability, odds) > 0)


def test_the_kelly_fraction_is_scaled_and_capped() -> None:
    assert kelly_fraction(0.6, 2.0, fraction=0.25) == pytest.approx(0.05)
    assert kelly_fraction([0.9, 0.6], 2.0, cap=0.1).tolist() == [0.1, 0.1]


@given(probabilities)
def test_a_bet_at_fair_odds_is_worth_nothing(probability: float) -> None:
    assert expected_value(probability, fair_odds(probability)) == pytest.approx(0, abs=1e-12)


def test_a_better_price_than_the_close_has_positive_value() -> None:
    np.testing.assert_allclose(closing_line_value([3.4, 2.83], [3.2, 2.89]), [0.0625, -0.0208], atol=5e-5)


def test_a_bet_without_a_closing_price_has_no_closing_line_value() -> None:
    assert math.isnan(closing_line_value(2.0, math.nan))


@pytest.mark.parametrize("probability", [-0.01, 1.01, math.inf])
def test_a_probability_outside_zero_and_one_is_refused(probability: float) -> None:
    for function in (expected_value, kelly_fraction):
        with pytest.raises(InputError, match="between 0 and 1"):
            function(probability, 2.0)


def test_no_odds_are_fair_for_the_impossible() -> None:
    with pytest.raises(InputError, match="no fair odds"):
        fair_odds([0.5, 0.0])


@pytest.mark.parametrize("setting", [{"fraction": 0.0}, {"cap": 1.5}])
def test_a_kelly_setting_out_of_range_is_refused(setting: dict[str, float]) -> None:
    with pytest.raises(InputError, match="above 0 and at most 1"):
        kelly_fraction(0.6, 2.0, **setting)
