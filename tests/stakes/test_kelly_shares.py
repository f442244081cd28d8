"""Kelly's shares against closed forms and against what they maximise."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from pikkit.stakes.kelly_shares import full_kelly, shrunk_kelly
from pikkit.stakes.simultaneous_kelly import simultaneous_kelly, slate_shares
from pikkit.stakes.staking_history import Slates
from tests.stakes.test_no_leakage import crowded

chance, price = st.floats(0.02, 0.97), st.floats(1.05, 20)


@given(p=chance, odds=price)
def test_the_full_share_maximises_expected_log_growth(p: float, odds: float) -> None:
    def loss(f: float) -> float:
        return float(-(p * np.log1p(f * (odds - 1)) + (1 - p) * np.log1p(-f)))

    best = minimize_scalar(loss, bounds=(0, 1 - 1e-9), method="bounded", options={"xatol": 1e-9}).x
    assert full_kelly(np.array([p]), np.array([odds]))[0] == pytest.approx(best, abs=1e-4)


@given(p=chance, odds=price)
def test_the_shrunk_share_is_kelly_s_where_the_chance_is_known(p: float, odds: float) -> None:
    p_, odds_ = np.array([p]), np.array([odds])
    assert shrunk_kelly(p_, p_, p_, odds_) == pytest.approx(full_kelly(p_, odds_))


@given(p=chance, odds=price, near=st.floats(0, 0.1), far=st.floats(0, 0.5))
def test_the_less_sure_the_less_is_staked(p: float, odds: float, near: float, far: float) -> None:
    p_, odds_ = np.array([p]), np.array([odds])
    narrow, wide = (shrunk_kelly(p_, p_ - half, p_ + half, odds_)[0] for half in (near, near + far))
    assert 0 <= wide <= narrow <= full_kelly(p_, odds_)[0]


def test_the_shrunk_share_is_half_of_kelly_s_where_the_edge_is_one_standard_deviation() -> None:
    half = 1.6448536269514722 * 0.05  # p·odds − 1 is 0.1; its standard deviation 2 · 0.05
    assert shrunk_kelly(np.array([0.55]), np.array([0.55 - half]), np.array([0.55 + half]), np.array([2.0])) == (
        pytest.approx(0.05)
    )


@given(p=chance, odds=price)
def test_one_bet_alone_is_staked_on_as_by_kelly(p: float, odds: float) -> None:
    shares = simultaneous_kelly(np.array([p]), np.array([odds]), np.array([0]))
    assert shares == pytest.approx(full_kelly(np.array([p]), np.array([odds])))


@pytest.mark.parametrize("p", [0.52, 0.55, 0.6, 0.7])
def test_two_even_bets_together_have_their_closed_form(p: float) -> None:
    """At odds of 2, alike and independent: the share is (2p − 1) / (p² + (1 − p)²) / 2, from the first-order condition.

    With r = 2f: p² · r/(1 + r) has slope p² / (1 + r) against (1 − p)² / (1 − r), so r = (2p − 1) / (p² + (1 − p)²).
    """
    shares = simultaneous_kelly(np.array([p, p]), np.array([2.0, 2.0]), np.array([0, 1]))
    expected = (2 * p - 1) / (p**2 + (1 - p) ** 2) / 2
    assert shares == pytest.approx([expected, expected], abs=1e-4)


def test_two_bets_on_one_event_share_one_bet_s_stake() -> None:
    shares = simultaneous_kelly(np.array([0.6, 0.6]), np.array([2.0, 2.0]), np.array([4, 4]))
    assert shares.sum() == pytest.approx(0.2, abs=1e-4)


@given(st.lists(st.tuples(chance, st.floats(1.2, 8)), min_size=2, max_size=5), st.integers(0, 2**31))
@example([(0.97, 2.00001), (0.5274363935915365, 7.0), (0.97, 7.0), (0.6974930334637139, 5.625)], 0)  # was above 1
def test_no_other_shares_grow_faster_together(bets: list[tuple[float, float]], seed: int) -> None:
    p, odds = np.array(bets).T
    shares = simultaneous_kelly(p, odds, np.arange(len(p)))
    assert (shares >= 0).all()
    assert shares.sum() < 1
    generator = np.random.default_rng(seed)
    best = growth(shares, p, odds)
    for _ in range(20):
        other = np.clip(shares + generator.normal(0, 0.02, len(p)), 0, 1)
        if other.sum() < 1:
            assert growth(other, p, odds) <= best + 1e-6


def growth(shares: np.ndarray, p: np.ndarray, odds: np.ndarray) -> float:
    """E log wealth over all outcomes of independent bets."""
    total = 0.0
    for bits in np.ndindex(*(2,) * len(p)):
        won = np.array(bits)
        wealth = 1 + (shares * (won * odds - 1)).sum()
        total += float(np.prod(np.where(won == 1, p, 1 - p)) * np.log(max(wealth, 1e-9)))
    return total


def test_bets_of_a_slate_get_no_more_together_than_alone() -> None:
    history = crowded(120, 1)
    together, alone = slate_shares(history, Slates.of(history)), full_kelly(history.p, history.odds)
    assert ((together > 0) <= (alone > 0)).all()
    assert together.sum() < alone.sum()
