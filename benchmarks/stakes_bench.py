"""Steps a second of staking: the environment, beside Gymnasium's own CartPole, and many bankrolls played at once.

    python -m benchmarks.stakes_bench
    python -m benchmarks.stakes_bench --bets 5000 --lanes 200

CPU seconds of one process count.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from pikkit.stakes.lanes import resampled
from pikkit.stakes.named_policies import named_plans
from pikkit.stakes.play import play_plans
from pikkit.stakes.staking_env import StakingEnv
from pikkit.stakes.staking_history import Slates, StakingHistory

MINUTE = 60_000_000


def main() -> None:
    """Measure and print."""
    options = _parser().parse_args()
    history = made_bets(options.bets)
    slates = Slates.of(history)
    steps, seconds = _walk(StakingEnv(history, cap=0.05), options.bets)
    peer_steps, peer_seconds = _walk(gym.make("CartPole-v1").unwrapped, options.bets)
    print(f"environment           {steps / seconds:>12,.0f} steps/s  ({len(slates):,} slates of {options.bets:,} bets)")
    print(f"CartPole              {peer_steps / peer_seconds:>12,.0f} steps/s")
    plans = named_plans(history, slates, 0.25, 0.05)
    lanes = resampled(slates, 7, options.lanes, 0)
    seconds = _timed(lambda: play_plans(history, slates, lanes, plans))
    played = int((lanes.slates >= 0).sum()) * len(plans)
    print(
        f"played at once        {played / seconds:>12,.0f} steps/s  ({options.lanes} histories, {len(plans)} policies)"
    )


def made_bets(n: int) -> StakingHistory:
    """Bets that cross one another: ten minutes apart, settled after three hours on average."""
    draw = np.random.default_rng(0)
    placed = np.arange(n, dtype=np.int64) * 10 * MINUTE
    odds = draw.uniform(1.4, 5, n)
    p = np.clip(1.03 / odds, 0.01, 0.97)
    late = (draw.exponential(180, n) * MINUTE).astype(np.int64)
    returned = np.where(draw.random(n) < p, odds, 0.0)
    return StakingHistory(
        p, p - 0.01, p + 0.01, odds, returned, placed, placed + late, np.arange(n) // 2, np.full(n, np.inf)
    )


def _walk(env: "gym.Env[Any, Any]", steps: int) -> tuple[int, float]:
    """So many steps of an environment with one action, begun again at each end."""
    env.reset(seed=0)
    action = env.action_space.sample() * 0
    begun = time.process_time()
    for _ in range(steps):
        _, _, ended, cut, _ = env.step(action)
        if ended or cut:
            env.reset()
    return steps, time.process_time() - begun


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bets", type=int, default=3000, help="bets of the history")
    parser.add_argument("--lanes", type=int, default=100, help="histories played at once")
    return parser


if __name__ == "__main__":
    main()
