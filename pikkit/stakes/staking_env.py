"""Staking as an environment with Gymnasium's API: a history, a slate of offers at a time."""

from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces

from pikkit.base.errors import InputError
from pikkit.stakes.bankrolls import Bankrolls
from pikkit.stakes.lanes import resampled, whole_history
from pikkit.stakes.stake_plan import PlanStack
from pikkit.stakes.stake_schedule import PlaySchedule
from pikkit.stakes.staking_history import MOST_TOGETHER, Floats, Slates, StakingHistory

Observation = dict[str, np.ndarray]
_BROKE = 1e-6
_MOST = 1e6


class StakingEnv(gym.Env[Observation, np.ndarray]):
    """Each step decides on a slate; results come in when they are known, in later steps.

    Observation:
        ``offers``: shape (K, 6), a row a bet, zeros past the slate's end: 1 for a bet that is there, chance of winning,
        both ends of its 90 % interval, log odds price (ln of the decimal odds), and the book's limit as a share of the
        bankroll, at most 1.
        ``bankroll``: shape (3,): log bankroll, share of it that is out, share lost since the highest.
    Action: shape (K,), the share of the bankroll to stake on each bet; caps, limits and the money in hand shrink it.
    Reward: log growth of the bankroll since the step before; the last one holds all that was still out.

    Args:
        history: The bets.
        block_days: Make a new history of blocks of so many days at every reset; None: play the one that was.
        cap: The largest share of the bankroll on a bet or an event.

    Raises:
        InputError: The history has no bet.
    """

    metadata = {"render_modes": []}  # noqa: RUF012 - Gymnasium's own

    def __init__(self, history: StakingHistory, *, block_days: int | None = None, cap: float = 1.0) -> None:
        if not len(history):
            raise InputError("None of these bets was worth its price to the model, so there is nothing to stake on.")
        self.history, self.slates = history, Slates.of(history)
        self._block_days, self._cap = block_days, cap
        least, most = np.zeros((MOST_TOGETHER, 6), np.float32), np.ones((MOST_TOGETHER, 6), np.float32)
        most[:, 4] = np.log(_MOST)
        money = np.array([[-50, -1, 0], [50, 1, 1]], dtype=np.float32)
        self.observation_space = spaces.Dict(  # type: ignore[assignment] # a dict of arrays, which Gymnasium says less of
            {"offers": spaces.Box(least, most), "bankroll": spaces.Box(money[0], money[1])}
        )
        self.action_space = spaces.Box(0.0, 1.0, (MOST_TOGETHER,), dtype=np.float32)

    def reset(
        self,
        *,
        seed: int | None = None,
        options: dict[str, Any] | None = None,  # noqa: ARG002 - Gymnasium's
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin a history with a bankroll of 1."""
        super().reset(seed=seed)
        drawn = int(self.np_random.integers(2**31))
        days = self._block_days
        self._lanes = whole_history(self.slates) if days is None else resampled(self.slates, days, 1, drawn)
        self._schedule = PlaySchedule.of(self.history, self.slates, self._lanes)
        empty = PlanStack(np.zeros((len(self.history), 1)), np.array([self._cap]), np.zeros(1, dtype=bool), *_NONE)
        self._table = Bankrolls(self.history, self._schedule, empty)
        self._at, self._log = 0, 0.0
        self._table.settle(self._schedule.settling[0])
        return self._observed(), self._facts()

    def step(self, action: "np.ndarray") -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Stake on the slate, and go on to the next."""
        asked = self._schedule.placing[self._at]
        share = np.clip(np.asarray(action, dtype=np.float64), 0, 1)[asked.wagers - asked.wagers.min()]
        stakes = self._table.place(asked, share[:, None])[np.argsort(asked.wagers), 0]
        self._at += 1
        self._table.settle(self._schedule.settling[self._at])
        now = float(np.log(max(self._table.bankroll[0, 0], _BROKE)))
        reward, self._log = now - self._log, now
        ended = self._at == len(self._schedule.placing) or now <= np.log(_BROKE)
        return self._observed(ended=ended), reward, ended, False, self._facts(ended=ended) | {"stakes": stakes}

    def rows(self) -> "np.ndarray":
        """The history's rows on offer, in the order of the action's places."""
        return np.sort(self._schedule.bet[self._schedule.placing[self._at].wagers])

    def _facts(self, *, ended: bool = False) -> dict[str, Any]:
        rows = np.zeros(0, dtype=np.int64) if ended else self.rows()
        return {"bankroll": float(self._table.bankroll[0, 0]), "rows": rows}

    def _observed(self, *, ended: bool = False) -> Observation:
        offers = np.zeros((MOST_TOGETHER, 6), dtype=np.float32)
        bankroll = max(float(self._table.bankroll[0, 0]), _BROKE)
        if not ended:
            rows, bets = self.rows(), self.history
            limit = np.minimum(bets.limit[rows] / bankroll, 1.0)
            columns = (np.ones(len(rows)), bets.p[rows], bets.low[rows], bets.high[rows], _log(bets.odds[rows]), limit)
            offers[: len(rows)] = np.column_stack(columns)
        out = float(self._table.out[0, 0]) / bankroll
        money = np.clip([np.log(bankroll), out, self._table.drawdown[0, 0]], [-50, -1, 0], [50, 1, 1])
        return {"offers": offers, "bankroll": money.astype(np.float32)}


_NONE = (np.zeros(1), np.zeros(1))


def _log(odds: Floats) -> Floats:
    return np.asarray(np.log(np.minimum(odds, _MOST)), dtype=np.float64)
