"""Histories with known chances."""

import numpy as np

from pikkit.stakes.staking_history import Floats, StakingHistory

HOUR = 3_600_000_000


def made_history(
    true: Floats,
    said: Floats,
    odds: Floats,
    *,
    seed: int = 0,
    gap: int = HOUR,
    late: int = HOUR // 2,
    width: float = 0.0,
) -> StakingHistory:
    """A bet every ``gap`` microseconds that is settled ``late`` after it; a share ``true`` of them wins, by chance."""
    n, generator = len(true), np.random.default_rng(seed)
    placed = np.arange(n, dtype=np.int64) * gap
    return StakingHistory(
        p=said,
        low=said,
        high=said,
        odds=odds,
        returned=np.where(generator.random(n) < true, odds, 0.0),
        placed_at=placed,
        settled_at=placed + late,
        event=np.arange(n, dtype=np.int64),
        limit=np.full(n, np.inf),
    )


def even_bets(n: int, true: float, said: float, **how: int) -> StakingHistory:
    """Bets at odds of 2 that are all alike."""
    return made_history(np.full(n, true), np.full(n, said), np.full(n, 2.0), **how)
