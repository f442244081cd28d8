"""A search's trials stand in a row of slots: what slot k tries depends on the seed, k and what came before alone.

Optuna numbers trials, but a trial that a killed process leaves behind keeps its number for ever. Its slot is free
again: the next trial takes it and tries the same once more, so that a search that was interrupted is, slot by slot, the
one that was not.
"""

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from pikkit.training.tuning.owners import may_live

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import FrozenTrial

SLOT = "slot"
OWNER = "owner"
SEEN = "seen"


def slotted_trials(trials: "Iterable[FrozenTrial]") -> "list[FrozenTrial]":
    """The trials that have a slot: all but those that failed."""
    from optuna.trial import TrialState

    return [trial for trial in trials if trial.state is not TrialState.FAIL]


def free_slot(trials: "Iterable[FrozenTrial]", number: int) -> int:
    """The first slot that no earlier trial has.

    Args:
        trials: All of a study's.
        number: The trial that looks for one. Earlier trials that still look go first.
    """
    earlier = [trial for trial in slotted_trials(trials) if trial.number < number]
    taken = {trial.user_attrs[SLOT] for trial in earlier if SLOT in trial.user_attrs}
    free = (slot for slot in count() if slot not in taken)
    for _ in (trial for trial in earlier if SLOT not in trial.user_attrs):
        next(free)
    return next(free)


def is_running(trial: "FrozenTrial") -> bool:
    """Whether a process is at work on it."""
    from optuna.trial import TrialState

    known = trial.user_attrs
    return trial.state is TrialState.RUNNING and OWNER in known and may_live(known[OWNER], known[SEEN])


def fail_abandoned(study: "Study") -> int:
    """Mark the running trials that no process is at work on as failed, and say how many there were."""
    from optuna.trial import TrialState

    running = study.get_trials(deepcopy=False, states=(TrialState.RUNNING,))
    abandoned = [trial for trial in running if not is_running(trial)]
    for trial in abandoned:
        study.tell(trial.number, state=TrialState.FAIL, skip_if_finished=True)
    return len(abandoned)
