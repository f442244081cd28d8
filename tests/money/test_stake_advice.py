"""An amount to stake is a share of a bankroll that is known, and nothing where none is."""

from types import SimpleNamespace

import pytest

from pikkit.bets.value import kelly_fraction
from pikkit.money.preferences import Preferences
from pikkit.money.stake_advice import KellyRule, MoneyNow, stake_advice

RULE = KellyRule(0.25, 0.05)


def score(p_win: float, odds: float, kelly: float | None = None) -> SimpleNamespace:
    return SimpleNamespace(
        p_win=p_win, odds=odds, kelly=kelly_fraction(p_win, odds, 0.25, 0.05) if kelly is None else kelly
    )


def test_with_a_bankroll_it_says_amount_units_and_fraction() -> None:
    # Kelly stakes 2p - 1 of the bankroll at even money (Bell System Technical Journal 35, 1956): 10 %; a quarter 2.5 %.
    money = MoneyNow(Preferences(currency="EUR", unit_size=10), 1000)
    advice = stake_advice(score(0.55, 2.0), RULE, money)
    assert advice.amount == pytest.approx(25)
    assert advice.units == pytest.approx(2.5)
    assert advice.sentence == "Stake €25.00 (2.50 units): 2.50 % of the bankroll of €1,000, 0.25 of Kelly."


def test_without_a_bankroll_it_says_a_share_and_why_no_amount() -> None:
    advice = stake_advice(score(0.55, 2.0), RULE, MoneyNow(Preferences(unit_size=10)))
    assert (advice.amount, advice.units) == (None, None)
    assert advice.share == pytest.approx(0.025)
    assert advice.sentence == "Stake 2.50 % of the bankroll, 0.25 of Kelly. No bankroll is known, so no amount is said."


def test_at_the_cap_it_says_so() -> None:
    assert stake_advice(score(0.9, 2.0), RULE, MoneyNow(bankroll=100)).sentence == (
        "Stake 5.00: 5.00 % of the bankroll of 100.00, the most that this home stakes by 0.25 of Kelly."
    )


def test_what_is_not_worth_it_stakes_nothing_whatever_there_is() -> None:
    for money in (MoneyNow(), MoneyNow(bankroll=100)):
        assert stake_advice(score(0.4, 2.0), RULE, money).sentence == "Stake nothing."


@pytest.mark.parametrize("bankroll", [0.0, -35.0])
def test_a_bankroll_that_is_used_up_stakes_nothing(bankroll: float) -> None:
    advice = stake_advice(score(0.55, 2.0), RULE, MoneyNow(bankroll=bankroll))
    assert advice.amount == 0
    assert advice.sentence.startswith("Stake nothing: the bankroll is ")


def test_a_learned_stake_is_not_called_kelly() -> None:
    advice = stake_advice(score(0.55, 2.0, 0.011), RULE, MoneyNow(bankroll=100))
    assert advice.sentence == "Stake 1.10: 1.10 % of the bankroll of 100.00, as this home learned to stake."
