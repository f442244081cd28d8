"""Bankrolls against closed forms, against one another, and against the environment."""

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.stakes.lanes import resampled, whole_history
from pikkit.stakes.named_policies import named_plans
from pikkit.stakes.play import play_plans
from pikkit.stakes.stake_plan import StakePlan
from pikkit.stakes.staking_env import StakingEnv
from pikkit.stakes.staking_history import Slates
from tests.stakes.made_history import HOUR, even_bets, made_history
from tests.stakes.test_no_leakage import crowded


@given(share=st.floats(0.001, 0.5), seed=st.integers(0, 100))
def test_bets_one_after_another_compound(share: float, seed: int) -> None:
    history = even_bets(50, 0.5, 0.6, seed=seed)
    slates = Slates.of(history)
    final = play_plans(history, slates, whole_history(slates), [StakePlan("same", np.full(50, share))]).final[0, 0]
    won = int((history.returned > 0).sum())
    assert final == pytest.approx((1 + share) ** won * (1 - share) ** (50 - won))


def test_flat_stakes_add_up_and_turnover_counts_them() -> None:
    history = even_bets(40, 0.5, 0.6)
    slates = Slates.of(history)
    paths = play_plans(history, slates, whole_history(slates), [StakePlan("flat", np.full(40, 0.01), flat=True)])
    assert paths.final[0, 0] == pytest.approx(1 + 0.01 * (history.returned - 1).sum())
    assert paths.staked[0, 0] == pytest.approx(0.4)


def test_money_that_is_out_is_not_in_hand() -> None:
    history = even_bets(30, 0.5, 0.6, late=1000 * HOUR)  # nothing is settled before the end
    slates = Slates.of(history)
    paths = play_plans(history, slates, whole_history(slates), [StakePlan("flat", np.full(30, 0.1), flat=True)])
    assert paths.staked[0, 0] == pytest.approx(1.0)  # ten of thirty


def test_books_limits_bind() -> None:
    history = even_bets(10, 1.0, 0.9)
    from dataclasses import replace

    history = replace(history, limit=np.full(10, 0.02))
    slates = Slates.of(history)
    paths = play_plans(history, slates, whole_history(slates), [StakePlan("all", np.full(10, 1.0))])
    assert paths.final[0, 0] == pytest.approx(1.2)


def test_an_event_holds_no_more_than_the_cap() -> None:
    from dataclasses import replace

    history = replace(even_bets(6, 0.0, 0.9, late=1000 * HOUR), event=np.zeros(6, dtype=np.int64))
    slates = Slates.of(history)
    paths = play_plans(history, slates, whole_history(slates), [StakePlan("one event", np.full(6, 0.04), cap=0.1)])
    assert paths.staked[0, 0] == pytest.approx(0.1)


def test_a_drawdown_is_the_largest_share_lost() -> None:
    history = made_history(np.array([1.0, 0, 0, 1, 1]), np.full(5, 0.6), np.full(5, 2.0))
    slates = Slates.of(history)
    paths = play_plans(history, slates, whole_history(slates), [StakePlan("half", np.full(5, 0.5))])
    assert paths.max_drawdown[0, 0] == pytest.approx(0.75)
    assert paths.lowest[0, 0] == pytest.approx(0.375)


@given(seed=st.integers(0, 500))
def test_a_bankroll_never_falls_below_nothing(seed: int) -> None:
    history = crowded(60, seed)
    slates = Slates.of(history)
    paths = play_plans(history, slates, resampled(slates, 1, 6, seed), named_plans(history, slates, 1.0, 1.0))
    assert (paths.lowest >= -1e-9).all()
    assert (paths.max_drawdown <= 1 + 1e-9).all()


def test_plans_and_lanes_played_together_are_as_if_played_alone() -> None:
    history = crowded(150, 1)
    slates = Slates.of(history)
    plans = named_plans(history, slates, 0.25, 0.05)
    lanes = resampled(slates, 1, 7, 3)
    together = play_plans(history, slates, lanes, plans)
    by_two = play_plans(history, slates, lanes, plans, at_once=2)
    np.testing.assert_allclose(together.final, by_two.final)
    for k, plan in enumerate(plans):
        np.testing.assert_allclose(play_plans(history, slates, lanes, [plan]).final[:, 0], together.final[:, k])


def test_the_environment_comes_to_what_the_same_stakes_come_to_when_played_at_once() -> None:
    history = crowded(200, 2)
    slates = Slates.of(history)
    plan = named_plans(history, slates, 0.25, 0.05)[1]
    final = play_plans(history, slates, whole_history(slates), [plan]).final[0, 0]
    env, total, ended = StakingEnv(history, cap=0.05), 0.0, False
    _, facts = env.reset(seed=0)
    while not ended:
        action = np.zeros(8)
        action[: len(facts["rows"])] = plan.share[facts["rows"]]
        _, reward, ended, _, facts = env.step(action)
        total += reward
    assert np.exp(total) == pytest.approx(final)
    assert facts["bankroll"] == pytest.approx(final)


@pytest.mark.parametrize("block_days", [None, 1], ids=["as it came", "of blocks"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_environment_keeps_gymnasium_s_contract(block_days: int | None) -> None:
    check_env(StakingEnv(crowded(60, 4), block_days=block_days, cap=0.2), skip_render_check=True)


def test_an_environment_without_bets_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="None of these bets was worth its price to the model"):
        StakingEnv(crowded(60, 4).take(np.zeros(0, dtype=np.int64)))
