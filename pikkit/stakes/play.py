"""Plans played through lanes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.stakes.bankrolls import Bankrolls
from pikkit.stakes.lanes import Lanes
from pikkit.stakes.stake_plan import PlanStack, StakePlan
from pikkit.stakes.stake_schedule import PlaySchedule
from pikkit.stakes.staking_history import Floats, Slates, StakingHistory

AT_ONCE = 50
"""Lanes that are played at once: their stakes fit in memory."""


@dataclass(frozen=True)
class PlayedPaths:
    """What became of R bankrolls of P plans; each began as 1. Arrays have shape (R, P).

    Attributes:
        final: At the end, when all is settled.
        max_drawdown: The largest share lost since a highest bankroll, seen when results come in.
        lowest: The lowest bankroll.
        staked: All stakes together, in first bankrolls.
        days: How long it took, shape (R, 1).
        curve: The first lane's bankroll at every decision, and at the end, shape (S + 1, P).
    """

    final: Floats
    max_drawdown: Floats
    lowest: Floats
    staked: Floats
    days: Floats
    curve: Floats


def play_plans(
    history: StakingHistory, slates: Slates, lanes: Lanes, plans: Sequence[StakePlan], at_once: int = AT_ONCE
) -> PlayedPaths:
    """Play every plan through every lane: all meet the same bets at the same moments."""
    stack = PlanStack.of(plans)
    parts = [
        play_schedule(history, PlaySchedule.of(history, slates, part), part, stack)
        for part in (lanes.take(start, start + at_once) for start in range(0, len(lanes), at_once))
    ]
    joined = {name: np.concatenate([getattr(p, name) for p in parts]) for name in _JOINED}
    return PlayedPaths(curve=parts[0].curve, **joined)


_JOINED = ("final", "max_drawdown", "lowest", "staked", "days")


def play_schedule(history: StakingHistory, schedule: PlaySchedule, lanes: Lanes, stack: PlanStack) -> PlayedPaths:
    """The same for a schedule that was worked out before, as whoever plays it often wants."""
    table = Bankrolls(history, schedule, stack)
    curve = []
    for due, asked in zip(schedule.settling[:-1], schedule.placing, strict=True):
        table.settle(due)
        curve.append(table.bankroll[0])
        table.place(asked)
    table.settle(schedule.settling[-1])
    curve.append(table.bankroll[0])
    days = lanes.days[:, None].astype(np.float64)
    return PlayedPaths(table.bankroll, table.max_drawdown, table.lowest, table.staked, days, np.array(curve))
