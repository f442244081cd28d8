"""A bankroll over time: stakes leave it when a bet is placed and come back, or not, when it is settled."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.dataset import Floats, Ints

DAY_MICROSECONDS = 86_400_000_000
DUST = 1e-12
"""A stake below this, in first bankrolls, is none."""


@dataclass(frozen=True)
class Wagers:
    """Bets in order of placement; every array has n rows.

    Attributes:
        placed_at, settled_at: Microseconds since 1970.
        returned: What a unit staked brings back: the odds, or 0.
        share: The share of the bankroll to stake, or the stake itself where ``flat``.
        event: Event of each, from 0.
        event_cap: The largest share of the bankroll that may be out on one event.
        flat: Whether stakes stay what they are, whatever the bankroll.
    """

    placed_at: Ints
    settled_at: Ints
    returned: Floats
    share: Floats
    event: Ints
    event_cap: float
    flat: bool


@dataclass(frozen=True)
class Paths:
    """What became of R bankrolls that each began as 1.

    Attributes:
        first_day: Days from 1970 to the first.
        by_day: At each day's end, shape (days, R): money in hand and stakes still out.
        final, staked, max_drawdown: Shape (R,).
        taken: Bets the first bankroll staked on.
    """

    first_day: int
    by_day: Floats
    final: Floats
    staked: Floats
    max_drawdown: Floats
    taken: int


def play(wagers: Wagers, copies: Ints) -> Paths:
    """Play the bets in R bankrolls at once.

    Args:
        wagers: The bets.
        copies: How often each event happens in each bankroll, shape (events, R): its stakes are so many times as large.
    """
    table = _Table(wagers, copies)
    when = np.concatenate([wagers.placed_at, np.maximum(wagers.settled_at, wagers.placed_at + 1)])
    n = len(wagers.placed_at)
    order = np.lexsort((np.arange(2 * n) < n, when))  # at one moment, what is settled comes back first
    days = when[order] // DAY_MICROSECONDS
    by_day = np.empty((int(days[-1] - days[0]) + 1, copies.shape[1]))
    today = 0
    for action, day in zip(order.tolist(), (days - days[0]).tolist(), strict=True):
        by_day[today:day] = table.bankroll
        today = day
        if action < n:
            table.place(action)
        else:
            table.settle(action - n)
    by_day[today:] = table.bankroll
    return Paths(int(days[0]), by_day, table.bankroll, table.staked, table.max_drawdown, table.taken)


class _Table:
    """R bankrolls in the middle of play."""

    def __init__(self, wagers: Wagers, copies: Ints) -> None:
        self._wagers, self._copies = wagers, copies.astype(np.float64)
        runs = copies.shape[1]
        self._hand, self.bankroll = np.ones(runs), np.ones(runs)
        self._on_event = np.zeros(copies.shape)
        self._open: dict[int, Floats] = {}
        self._peak, self.max_drawdown, self.staked = np.ones(runs), np.zeros(runs), np.zeros(runs)
        self.taken = 0

    def place(self, bet: int) -> None:
        event = self._wagers.event[bet]
        stake = self._stake(bet, self._copies[event], self._on_event[event])
        if not stake.any():
            return
        self.taken += bool(stake[0] > 0)
        self._open[bet] = stake
        self._hand -= stake
        self._on_event[event] += stake
        self.staked += stake

    def _stake(self, bet: int, copies: Floats, on_event: Floats) -> Floats:
        wanted = self._wagers.share[bet] * copies
        if self._wagers.flat:
            return np.where(self._hand >= wanted, wanted, 0.0)
        room = self._wagers.event_cap * self.bankroll * copies - on_event
        stake = np.minimum(np.minimum(wanted * self.bankroll, room), self._hand)
        return np.where(stake > DUST, stake, 0.0)

    def settle(self, bet: int) -> None:
        stake = self._open.pop(bet, None)
        if stake is None:
            return
        returned = self._wagers.returned[bet]
        self._hand += stake * returned
        self.bankroll += stake * (returned - 1)
        self._on_event[self._wagers.event[bet]] -= stake
        np.maximum(self._peak, self.bankroll, out=self._peak)
        np.maximum(self.max_drawdown, 1 - self.bankroll / self._peak, out=self.max_drawdown)
