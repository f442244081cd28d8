"""Bankrolls played by hand, and what no bankroll may ever do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.value import kelly_fraction
from pikkit.training.evaluation.backtest import FLAT_STAKE, Kelly, backtests
from pikkit.training.evaluation.bankroll import DAY_MICROSECONDS, Wagers, play
from pikkit.training.evaluation.judged import JudgedBets
from tests.training.worlds import plain_set

DAY = DAY_MICROSECONDS


def wagers(
    *bets: tuple[float, float, float, float], event: list[int] | None = None, cap: float = 1.0, flat: bool = False
) -> Wagers:
    """Bets as (placed, settled, returned, share), times in days."""
    placed, settled, returned, share = (np.array(column) for column in zip(*bets, strict=True))
    events = np.arange(len(bets)) if event is None else np.array(event)
    return Wagers((placed * DAY).astype(np.int64), (settled * DAY).astype(np.int64), returned, share, events, cap, flat)


def once(played: Wagers) -> np.ndarray:
    return np.ones((int(played.event.max()) + 1, 1), dtype=np.int64)


def test_stakes_are_a_share_of_what_the_bankroll_has_become() -> None:
    played = wagers((0, 0.5, 2.0, 0.1), (1, 1.5, 0.0, 0.1), (2, 2.5, 3.0, 0.1))
    paths = play(played, once(played))
    assert paths.by_day[:, 0] == pytest.approx([1.1, 0.99, 0.99 * 1.2])
    assert paths.staked[0] == pytest.approx(0.1 + 0.11 + 0.099)
    assert paths.max_drawdown[0] == pytest.approx(0.1)
    assert paths.taken == 3


def test_a_stake_is_out_until_its_bet_settles() -> None:
    played = wagers((0, 10, 2.0, 0.8), (1, 2, 2.0, 0.8))
    paths = play(played, once(played))
    assert paths.by_day[:, 0] == pytest.approx([1, 1, *[1.2] * 8, 2.0])  # only 0.2 was left for the second


def test_what_is_settled_at_a_moment_can_be_staked_at_that_moment() -> None:
    played = wagers((0, 1, 2.0, 1.0), (1, 2, 2.0, 1.0))
    assert play(played, once(played)).final[0] == pytest.approx(4.0)


def test_a_bet_settled_when_it_is_placed_is_played() -> None:
    played = wagers((0, 0, 2.0, 0.5))
    assert play(played, once(played)).final[0] == pytest.approx(1.5)


def test_no_more_than_the_cap_is_out_on_one_event() -> None:
    bets = [(0.0, 5.0, 2.0, 0.04)] * 4
    together, apart = wagers(*bets, event=[0] * 4, cap=0.05), wagers(*bets, cap=0.05)
    assert play(together, once(together)).staked[0] == pytest.approx(0.05)
    assert play(apart, once(apart)).staked[0] == pytest.approx(0.16)


def test_flat_stakes_stay_the_same_and_stop_when_there_is_no_money() -> None:
    played = wagers(*[(day, day + 0.5, 0.0, 0.3) for day in range(5)], flat=True)
    paths = play(played, once(played))
    assert paths.by_day[:, 0] == pytest.approx([0.7, 0.4, 0.1, 0.1, 0.1])
    assert paths.taken == 3


def test_an_event_drawn_twice_is_staked_on_twice_and_one_not_drawn_not_at_all() -> None:
    played = wagers((0, 1, 2.0, 0.1))
    assert play(played, np.array([[1, 2, 0]])).final == pytest.approx([1.1, 1.2, 1.0])


@given(seed=st.integers(0, 300), n=st.integers(1, 30), flat=st.booleans())
def test_money_is_neither_made_nor_lost_but_by_bets_and_never_below_zero(seed: int, n: int, flat: bool) -> None:
    rng = np.random.default_rng(seed)
    placed = np.sort(rng.uniform(0, 10, n))
    bets = zip(placed, placed + rng.exponential(2, n), rng.choice([0.0, 1.5, 4.0], n), rng.random(n), strict=True)
    played = wagers(*bets, event=rng.integers(0, 5, n).tolist(), cap=rng.random(), flat=flat)
    copies = rng.integers(0, 3, (5, 4))
    paths = play(played, copies)
    assert (paths.by_day >= -1e-9).all()
    assert paths.final == pytest.approx(paths.by_day[-1])
    assert ((paths.max_drawdown >= 0) & (paths.max_drawdown <= 1 + 1e-9)).all()
    losing = play(Wagers(**{**vars(played), "returned": np.ones(n)}), copies)
    assert losing.by_day == pytest.approx(1.0)  # every stake comes back


def judged(p: np.ndarray, odds: np.ndarray, won: np.ndarray) -> JudgedBets:
    data, blank = plain_set(odds, won), np.zeros(len(p))
    closed = np.zeros(len(p), dtype=np.bool_)
    return JudgedBets(data, p, 1 / odds, blank, blank, blank, blank, closed, p * odds > 1)


def test_a_true_edge_grows_and_only_bets_with_an_edge_are_taken() -> None:
    rng = np.random.default_rng(1)
    p = rng.uniform(0.3, 0.6, 3000)
    odds = np.where(rng.random(3000) < 0.5, 1.1 / p, 0.9 / p)
    kelly, flat = backtests(judged(p, odds, (rng.random(3000) < p).astype(np.float64)), Kelly(0.25, 0.05), 0)
    assert kelly.taken == flat.taken == (p * odds > 1).sum()
    assert kelly.final.value > 1 < flat.final.value
    assert kelly.final.low < kelly.final.value < kelly.final.high
    assert len(kelly.days) == len(kelly.bankroll) == len(kelly.low) == len(kelly.high)
    assert flat.turnover == pytest.approx(FLAT_STAKE * flat.taken)
    assert flat.roi.value == pytest.approx((flat.final.value - 1) / flat.turnover)


def test_the_first_kelly_stake_is_the_one_a_score_recommends() -> None:
    p, odds = np.array([0.6]), np.array([2.0])
    kelly, _ = backtests(judged(p, odds, np.array([1.0])), Kelly(0.25, 0.5), 0)
    assert kelly.turnover == pytest.approx(kelly_fraction(0.6, 2.0, 0.25, 0.5)) == pytest.approx(0.05)
    assert kelly.days == ("1970-01-01",)


def test_nothing_to_take_is_no_backtest() -> None:
    assert backtests(judged(np.array([0.4]), np.array([2.0]), np.array([1.0])), Kelly(), 0) == ()
