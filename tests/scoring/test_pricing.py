"""What a probability is worth: identities, verdicts and stakes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.verdict import Verdict
from pikkit.scoring.pricing import Priced, Stakes, price_bets
from pikkit.training.bundle import Prediction

STAKES = Stakes(fraction=0.25, cap=0.05)
chances = st.floats(0.0, 1.0)
prices = st.floats(1.001, 1000)


def priced(p_win: float, odds: float, low: float | None = None, p_market: float = 0.5) -> Priced:
    said = (p_win, p_market, p_win if low is None else low, 1.0)
    return price_bets(Prediction(*(np.array([p]) for p in said)), np.array([odds]), STAKES)


@given(p=chances, market=chances, odds=prices)
def test_edge_ev_and_fair_price_follow_from_the_probability(p: float, market: float, odds: float) -> None:
    found = priced(p, odds, p_market=market)
    assert found.ev[0] == pytest.approx(p * odds - 1)
    assert found.edge[0] == p - market
    assert found.fair_odds[0] == pytest.approx(1 / max(p, 1e-9))
    assert found.fair_odds[0] >= 1


@given(p=chances, odds=prices)
def test_the_stake_is_nothing_without_value_and_never_above_the_cap(p: float, odds: float) -> None:
    found = priced(p, odds)
    assert 0 <= found.kelly[0] <= STAKES.cap
    if found.ev[0] <= 0:
        assert found.kelly[0] == 0


def test_the_stake_is_a_share_of_full_kelly() -> None:
    assert priced(0.55, 2.0).kelly[0] == pytest.approx(0.25 * 0.1)
    assert priced(0.9, 3.0).kelly[0] == STAKES.cap


@given(p=st.floats(0.01, 0.99), low=st.floats(0.001, 0.99), odds=prices)
def test_the_verdict_is_bet_only_if_the_whole_interval_pays(p: float, low: float, odds: float) -> None:
    low = min(low, p)
    (verdict,) = priced(p, odds, low).verdicts
    assert verdict == (Verdict.PASS if p * odds - 1 <= 0 else Verdict.BET if low * odds - 1 > 0 else Verdict.LEAN)


def test_a_fair_price_is_passed() -> None:
    assert priced(0.5, 2.0).verdicts == [Verdict.PASS]


def test_bets_are_priced_one_by_one() -> None:
    p, odds = np.array([0.3, 0.6, 0.9]), np.array([2.0, 2.0, 1.2])
    together = price_bets(Prediction(p, p, p * 0.9, p), odds, STAKES)
    alone = [price_bets(Prediction(p[[i]], p[[i]], p[[i]] * 0.9, p[[i]]), odds[[i]], STAKES) for i in range(3)]
    for name in ("fair_odds", "edge", "ev", "kelly"):
        assert getattr(together, name).tolist() == [getattr(each, name)[0] for each in alone]
    assert together.verdicts == [each.verdicts[0] for each in alone]
