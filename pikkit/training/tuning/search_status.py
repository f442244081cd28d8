"""What the storage knows of every search."""

from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import mean
from typing import TYPE_CHECKING

from pikkit.training.tuning.slots import SLOT, is_running
from pikkit.training.tuning.space import Values
from pikkit.training.tuning.storage import open_storage, storage_exists
from pikkit.training.tuning.studies import StudyName, our_studies
from pikkit.training.tuning.trials import CUT_AFTER, EXHAUSTED_AFTER, PLANNED

if TYPE_CHECKING:
    from optuna import Study


@dataclass(frozen=True)
class StudyStatus:
    """How far one stage of a search is, or how it ended. Gains are over the price alone, in nats a bet.

    Attributes:
        stage: What is searched.
        data: Digest of the bets.
        seed: Of the search.
        began: When its first trial did.
        complete: Trials that were judged on all folds.
        pruned: Trials that were given up early.
        interrupted: Trials that ended with their process or with the time; the next search tries them again.
        running: Trials that a process is at work on.
        best_gain: Of the best complete trial; None without one.
        best_values: What it tried.
        first_gain: Of the first values that were tried: the default's, or what earlier stages found.
        trial_seconds: Mean time of a complete trial.
        planned: How many trials its last search was to have; None while the first goes on.
        cut_after: The seconds that ended that search before it had them; None where they did not.
        exhausted_after: The trials after which it ended because nothing gained any more; None where it did not.
    """

    stage: str
    data: str
    seed: int
    began: datetime | None
    complete: int
    pruned: int
    interrupted: int
    running: int
    best_gain: float | None
    best_values: Values
    first_gain: float | None
    trial_seconds: float | None
    planned: int | None = None
    cut_after: float | None = None
    exhausted_after: int | None = None


def read_studies(url: str) -> list[StudyStatus]:
    """The status of every study in a storage, the one that was last begun first; nothing is made that is not there."""
    import optuna

    if not storage_exists(url):
        return []
    with open_storage(url) as storage:
        names = [summary.study_name for summary in our_studies(storage)]
        studies = [optuna.load_study(study_name=name, storage=storage) for name in names]
        return [_status(study) for study in studies]


def _status(study: "Study") -> StudyStatus:
    from optuna.trial import TrialState

    name, trials = StudyName.read(study.study_name), study.get_trials(deepcopy=False)

    complete = [trial for trial in trials if trial.state is TrialState.COMPLETE]
    best = max(complete, key=lambda trial: trial.value or 0.0, default=None)
    running = sum(is_running(trial) for trial in trials)
    begun = [trial.datetime_start for trial in trials if trial.datetime_start]
    took = [trial.duration.total_seconds() for trial in complete if trial.duration]
    pruned = sum(trial.state is TrialState.PRUNED for trial in trials)
    return StudyStatus(
        stage=name.stage,
        data=name.data,
        seed=name.seed,
        began=min(begun).astimezone(UTC) if begun else None,
        complete=len(complete),
        pruned=pruned,
        interrupted=len(trials) - len(complete) - pruned - running,
        running=running,
        best_gain=best.value if best else None,
        best_values=dict(best.params) if best else {},
        first_gain=next((trial.value for trial in complete if trial.user_attrs.get(SLOT) == 0), None),
        trial_seconds=round(mean(took), 3) if took else None,
        planned=study.user_attrs.get(PLANNED),
        cut_after=study.user_attrs.get(CUT_AFTER),
        exhausted_after=study.user_attrs.get(EXHAUSTED_AFTER),
    )
