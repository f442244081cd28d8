"""Bankrolls in the middle of play: R lanes by P plans at once."""

import numpy as np

from pikkit.stakes.stake_plan import PlanStack
from pikkit.stakes.stake_schedule import Grouped, PlaySchedule
from pikkit.stakes.staking_history import Floats, Ints, StakingHistory

DUST = 1e-12
"""A stake below this, in first bankrolls, is none."""
BROKE = 1e-9
"""A bankroll below this is as good as none."""


class Bankrolls:
    """What every bankroll has in hand and out, from 1 on; arrays of shape (R, P).

    Args:
        history: The bets.
        schedule: When they are placed and settled.
        plans: What is staked on them.
    """

    def __init__(self, history: StakingHistory, schedule: PlaySchedule, plans: PlanStack) -> None:
        shape = (schedule.lanes, len(plans.cap))
        self._plans = plans
        self._returned = history.returned[schedule.bet][:, None]
        self._limit = history.limit[schedule.bet][:, None]
        self._bet = schedule.bet
        self._stakes = np.zeros((len(schedule.bet), shape[1]))
        self._on_event = np.zeros((schedule.slots, shape[1]))
        self.hand, self.out = np.ones(shape), np.zeros(shape)
        self.peak, self.lowest, self.max_drawdown = np.ones(shape), np.ones(shape), np.zeros(shape)
        self.staked = np.zeros(shape)

    @property
    def bankroll(self) -> Floats:
        """Money in hand and stakes still out, at cost."""
        return np.asarray(self.hand + self.out, dtype=np.float64)

    @property
    def drawdown(self) -> Floats:
        """Share lost since the highest bankroll."""
        return np.asarray(1 - self.bankroll / self.peak, dtype=np.float64)

    def settle(self, due: Grouped) -> None:
        """Bring in the results that are known."""
        if not len(due.wagers):
            return
        stakes = self._stakes[due.wagers]
        by_event = np.add.reduceat(stakes, due.event_starts)
        back = np.add.reduceat(stakes * self._returned[due.wagers], due.event_starts)
        self._on_event[due.events] -= by_event
        self.out[due.lanes] -= np.add.reduceat(by_event, due.lane_starts)
        self.hand[due.lanes] += np.add.reduceat(back, due.lane_starts)
        now = self.bankroll
        np.maximum(self.peak, now, out=self.peak)
        np.minimum(self.lowest, now, out=self.lowest)
        np.maximum(self.max_drawdown, 1 - now / self.peak, out=self.max_drawdown)

    def place(self, asked: Grouped, share: Floats | None = None) -> Floats:
        """Stake on a slate, as far as caps, limits and the money in hand allow.

        Args:
            asked: Its wagers.
            share: What to stake on each in place of the plans', shape (m, P).

        Returns:
            The stakes, in first bankrolls, shape (m, P).
        """
        if not len(asked.wagers):
            return self._stakes[asked.wagers]
        lane = asked.lanes[asked.lane]
        bankroll = np.maximum(self.bankroll, 0.0)[lane]
        wanted = self._wanted(asked, lane, bankroll) if share is None else share * bankroll
        wanted = np.minimum(wanted, self._limit[asked.wagers])
        stakes = self._within(asked, wanted, bankroll)
        self._stakes[asked.wagers] = stakes
        by_event = np.add.reduceat(stakes, asked.event_starts)
        total = np.add.reduceat(by_event, asked.lane_starts)
        self._on_event[asked.events] += by_event
        self.hand[asked.lanes] -= total
        self.out[asked.lanes] += total
        self.staked[asked.lanes] += total
        return stakes

    def _wanted(self, asked: Grouped, lane: Ints, bankroll: Floats) -> Floats:
        plans = self._plans
        share = plans.share[self._bet[asked.wagers]]
        if plans.exposure_caution.any():
            out = self.out[lane] / np.maximum(bankroll, BROKE)
            share = share * np.clip(1 - plans.exposure_caution * out, 0, 1)
        if plans.drawdown_caution.any():
            share = share * np.clip(1 - plans.drawdown_caution * self.drawdown[lane], 0, 1)
        return np.asarray(np.where(plans.flat, share, np.minimum(share, plans.cap) * bankroll), dtype=np.float64)

    def _within(self, asked: Grouped, wanted: Floats, bankroll: Floats) -> Floats:
        """Scaled to the room on their events and to the money in hand."""
        room = self._plans.cap * bankroll[asked.event_starts] - self._on_event[asked.events]
        room = np.where(self._plans.flat, np.inf, np.maximum(room, 0.0))
        wanted = wanted * _scale(np.add.reduceat(wanted, asked.event_starts), room)[asked.event]
        by_lane = np.add.reduceat(np.add.reduceat(wanted, asked.event_starts), asked.lane_starts)
        wanted = wanted * _scale(by_lane, np.maximum(self.hand[asked.lanes], 0.0))[asked.lane]
        return np.where(wanted > DUST, wanted, 0.0)


def _scale(asked: Floats, room: Floats) -> Floats:
    """By how much to shrink what is asked for to fit a room."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(asked > room, room / asked, 1.0)
