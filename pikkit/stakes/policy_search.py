"""Search for a staking policy on earlier bets, by CMA-ES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pikkit.base.errors import NotReadyError
from pikkit.stakes.lanes import blocks_alone
from pikkit.stakes.learned_stakes import BOUNDS, NOTHING, LearnedStakes
from pikkit.stakes.play import PlayedPaths, play_schedule
from pikkit.stakes.stake_plan import PlanStack, StakePlan
from pikkit.stakes.stake_schedule import PlaySchedule
from pikkit.stakes.staking_history import Floats, Slates, StakingHistory

if TYPE_CHECKING:
    from cmaes import CMA

SURE = 1.6448536269514722
"""Standard errors that growth must be above nothing by: one-sided 95 %."""
_FALL_PRICE = 20.0
"""What a drawdown beyond the allowed one costs, in log growth a block: more than any growth is worth."""
_BROKE = 1e-9


@dataclass(frozen=True)
class SearchRules:
    """How it is searched.

    Attributes:
        generations, population: How many policies are tried: their product.
        block_days: How long a block is; growth is taken over blocks, each begun afresh.
        cap: The largest share of the bankroll on a bet or an event.
        seed: Of the search.
    """

    generations: int = 40
    population: int = 12
    block_days: int = 14
    cap: float = 0.05
    seed: int = 7


@dataclass(frozen=True)
class FoundStakes:
    """What the search found.

    Attributes:
        stakes: The policy.
        growth: Lower end of its log growth a block on the bets it learned from.
        tried: How many policies were tried.
    """

    stakes: LearnedStakes
    growth: float
    tried: int


def search_stakes(
    history: StakingHistory,
    rules: SearchRules,
    reference: StakePlan | None = None,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> FoundStakes:
    """The policy with the highest growth that is sure: the mean log growth of blocks less ``SURE`` standard errors.

    Where staking nothing is better than any, it is the answer. With a reference, a policy whose blocks fall further
    than the reference's, on average, is worth less than any that do not (Hansen & Ostermeier, 2001, for CMA-ES).

    Args:
        history: The bets to learn from, all settled before those it is judged on are placed.
        rules: How to search.
        reference: The plan whose drawdown must not be exceeded.
        tell: Told how many generations of how many are done.

    Raises:
        NotReadyError: The library that searches is not installed.
    """
    if not len(history):
        return FoundStakes(NOTHING, 0.0, 0)
    worth = _Worth(history, rules, reference)
    best, best_worth, tried = NOTHING, 0.0, 0
    optimizer = _optimizer(rules)
    for generation in range(rules.generations):
        asked = [optimizer.ask() for _ in range(rules.population)]
        values = worth.of([_stakes(x) for x in asked])
        optimizer.tell([(x, -value) for x, value in zip(asked, values.tolist(), strict=True)])
        top = int(np.argmax(values))
        tried += rules.population
        if values[top] > best_worth:
            best, best_worth = _stakes(asked[top]), float(values[top])
        tell(generation + 1, rules.generations)
        if optimizer.should_stop():
            break
    return FoundStakes(best, best_worth, tried)


class _Worth:
    """What policies are worth on a history."""

    def __init__(self, history: StakingHistory, rules: SearchRules, reference: StakePlan | None) -> None:
        slates = Slates.of(history)
        self._history, self._cap = history, rules.cap
        self._lanes = blocks_alone(slates, rules.block_days)
        self._schedule = PlaySchedule.of(history, slates, self._lanes)
        self._allowed = np.inf if reference is None else float(self._play([reference]).max_drawdown.mean())

    def of(self, policies: Sequence[LearnedStakes]) -> Floats:
        """Shape (len(policies),)."""
        paths = self._play([policy.plan(self._history, self._cap) for policy in policies])
        growth = np.log(np.maximum(paths.final, _BROKE))
        error = growth.std(axis=0, ddof=1) / np.sqrt(len(growth)) if len(growth) > 1 else np.zeros(growth.shape[1])
        beyond = np.maximum(paths.max_drawdown.mean(axis=0) - self._allowed, 0.0)
        return np.asarray(growth.mean(axis=0) - SURE * error - _FALL_PRICE * beyond, dtype=np.float64)

    def _play(self, plans: Sequence[StakePlan]) -> PlayedPaths:
        return play_schedule(self._history, self._schedule, self._lanes, PlanStack.of(plans))


def _stakes(x: Floats) -> LearnedStakes:
    """The policy of a point of the search, whose space is the unit cube."""
    low, high = BOUNDS.T
    return LearnedStakes(*(low + np.clip(x, 0, 1) * (high - low)).tolist())


def _optimizer(rules: SearchRules) -> "CMA":
    try:
        from cmaes import CMA
    except ImportError as error:
        raise NotReadyError(
            "Stakes are learned by the library cmaes, which is not installed; install pikkit[stakes]."
        ) from error
    low, high = BOUNDS.T
    begin = (np.array([0.25, 0.2, 0.0, 0.2, 0.2]) - low) / (high - low)
    unit = np.tile([0.0, 1.0], (len(begin), 1))
    return CMA(mean=begin, sigma=0.25, bounds=unit, population_size=rules.population, seed=rules.seed)
