"""When a search ends before its trials are used up: nothing it tries gains any more."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pikkit.training.tuning.slots import SLOT, slotted_trials

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

LEAST_RISE = 0.02
"""A best gain that is not this share higher than the one before is no progress: gains of one recipe under other luck
(its 95 % interval over resampled events) lie further apart than that by far."""


def is_exhausted(trials: "Iterable[FrozenTrial]", patience: int | None) -> bool:
    """Whether so many trials in a row, of those that ended, raised the best gain by less than ``LEAST_RISE``.

    Trials count in the order of their slots, up to the first that goes on: who searches alone ends after the same one
    whenever it is asked.

    Args:
        trials: All of a study's.
        patience: How many; None: a search is never exhausted.
    """
    if patience is None:
        return False
    mark, idle = -math.inf, 0
    for gain in _gains(trials):
        rises = gain > mark + LEAST_RISE * abs(mark) if math.isfinite(mark) else gain > mark
        mark, idle = (gain, 0) if rises else (mark, idle + 1)
    return idle >= patience


def _gains(trials: "Iterable[FrozenTrial]") -> list[float]:
    """The gains of the first slots, as far as all have ended; −inf where one was given up early."""
    by_slot = {trial.user_attrs[SLOT]: trial for trial in slotted_trials(trials) if SLOT in trial.user_attrs}
    gains = []
    for slot in range(len(by_slot)):
        trial = by_slot.get(slot)
        if trial is None or not trial.state.is_finished():
            break
        gains.append(-math.inf if trial.value is None or _pruned(trial) else trial.value)
    return gains


def _pruned(trial: "FrozenTrial") -> bool:
    from optuna.trial import TrialState

    return trial.state is TrialState.PRUNED
