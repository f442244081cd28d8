"""No result is used before it is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.stakes.bankrolls import Bankrolls
from pikkit.stakes.lanes import blocks_alone, resampled, whole_history
from pikkit.stakes.named_policies import named_plans
from pikkit.stakes.stake_plan import PlanStack, StakePlan
from pikkit.stakes.stake_schedule import PlaySchedule
from pikkit.stakes.staking_env import StakingEnv
from pikkit.stakes.staking_history import Floats, Slates, StakingHistory

MINUTE = 60_000_000


def crowded(n: int, seed: int) -> StakingHistory:
    """Bets minutes apart, several on an event, settled from a minute to days later."""
    draw = np.random.default_rng(seed)
    placed = np.sort(draw.integers(0, n * 20 * MINUTE, n))
    odds = draw.uniform(1.3, 6, n)
    p = np.clip(1 / odds + draw.uniform(-0.02, 0.08, n), 0.01, 0.98)
    return StakingHistory(
        p=p, low=p - 0.01, high=p + 0.01, odds=odds, returned=np.where(draw.random(n) < p, odds, 0.0),
        placed_at=placed, settled_at=placed + (draw.exponential(300, n) * MINUTE).astype(np.int64),
        event=draw.integers(0, max(n // 2, 1), n), limit=np.full(n, np.inf),
    )  # fmt: skip


def stakes_of(history: StakingHistory) -> Floats:
    """What cautious plans staked on each bet, shape (n, 2)."""
    slates = Slates.of(history)
    lanes = whole_history(slates)
    schedule = PlaySchedule.of(history, slates, lanes)
    share = named_plans(history, slates, 0.5, 0.2)[1].share
    careful = StakePlan("careful", share, 0.2, exposure_caution=1.0, drawdown_caution=2.0)
    table = Bankrolls(history, schedule, PlanStack.of([StakePlan("plain", share, 0.2), careful]))
    stakes = np.empty((len(history), 2))
    for due, asked in zip(schedule.settling[:-1], schedule.placing, strict=True):
        table.settle(due)
        stakes[schedule.bet[asked.wagers]] = table.place(asked)
    return stakes


@given(seed=st.integers(0, 10_000), share=st.floats(0, 1))
def test_stakes_do_not_depend_on_results_that_are_not_known_yet(seed: int, share: float) -> None:
    history = crowded(60, seed)
    slates = Slates.of(history)
    moment = int(slates.decided_at[int(share * (len(slates) - 1))])
    unknown = history.known_at > moment
    other = replace(history, returned=np.where(unknown, history.odds - history.returned, history.returned))
    before = history.placed_at <= moment
    np.testing.assert_array_equal(stakes_of(history)[before], stakes_of(other)[before])


@given(seed=st.integers(0, 10_000))
def test_no_result_of_a_slate_is_known_when_it_is_decided_on(seed: int) -> None:
    history = crowded(80, seed)
    slates = Slates.of(history)
    assert slates.size.sum() == len(history)
    for first, size, moment in zip(slates.first, slates.size, slates.decided_at, strict=True):
        rows = slice(first, first + size)
        assert (history.placed_at[rows] <= moment).all()
        assert (history.known_at[rows] > moment).all()


@given(seed=st.integers(0, 10_000), days=st.integers(1, 4))
def test_in_histories_made_of_blocks_a_result_comes_no_sooner_than_in_the_one_that_was(seed: int, days: int) -> None:
    history = crowded(60, seed)
    slates = Slates.of(history)
    for lanes in (resampled(slates, days, 5, seed), blocks_alone(slates, days)):
        schedule = PlaySchedule.of(history, slates, lanes)
        placed_in = np.empty(len(schedule.bet), dtype=int)
        for step, asked in enumerate(schedule.placing):
            placed_in[asked.wagers] = step
        for step, due in enumerate(schedule.settling):
            assert (placed_in[due.wagers] < step).all()
        assert sum(len(due.wagers) for due in schedule.settling) == len(schedule.bet)


def test_an_observation_does_not_depend_on_results_that_are_not_known_yet() -> None:
    history = crowded(60, 3)
    moment = int(Slates.of(history).decided_at[20])
    unknown = history.known_at > moment
    other = replace(history, returned=np.where(unknown, history.odds - history.returned, history.returned))
    envs = [StakingEnv(one, cap=0.2) for one in (history, other)]
    seen = [env.reset(seed=1)[0] for env in envs]
    for _ in range(20):
        for name in seen[0]:
            np.testing.assert_array_equal(seen[0][name], seen[1][name])
        seen = [env.step(np.full(8, 0.05, dtype=np.float32))[0] for env in envs]


def test_a_result_is_known_after_its_bet_whatever_the_export_says() -> None:
    history = crowded(5, 0)
    backwards = replace(history, settled_at=history.placed_at - 10)
    assert (backwards.known_at > backwards.placed_at).all()


def test_the_rules_above_see_a_table_that_settles_too_soon() -> None:
    history = crowded(60, 5)
    soon = replace(history, settled_at=history.placed_at)
    with pytest.raises(AssertionError):
        np.testing.assert_array_equal(stakes_of(history), stakes_of(soon))
