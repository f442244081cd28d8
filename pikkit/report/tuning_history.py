"""What a search tried, read from the storage it was kept in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.training.tuning.storage import open_storage, storage_exists
from pikkit.training.tuning.studies import StudyName, our_studies
from pikkit.training.tuning.trials import CUT_AFTER, EXHAUSTED_AFTER, PLANNED

if TYPE_CHECKING:
    from optuna import Study
    from optuna.storages import BaseStorage
    from optuna.trial import FrozenTrial

MIN_TRIALS = 4
"""Finished trials that an importance needs."""


@dataclass(frozen=True)
class TrialFacts:
    """One trial.

    Attributes:
        pruned: Whether it was given up early; then its gain is what it was given up at.
        gain: Over the price alone, out of time, in nats a bet.
        folds: The gain so far after each fold.
        values: What was tried.
    """

    pruned: bool
    gain: float | None
    folds: tuple[float, ...]
    values: dict[str, float]


@dataclass(frozen=True)
class StageFacts:
    """The search of some values.

    Attributes:
        name: Of the stage.
        trials: In order.
        importance: Of each value (PED-ANOVA), if it can be told.
        planned: How many trials there were to be, if that is known.
        cut_after: The seconds that ended it before it had them; None where they did not.
        exhausted_after: The trials after which nothing gained any more; None where that did not end it.
    """

    name: str
    trials: tuple[TrialFacts, ...]
    importance: dict[str, float]
    planned: int | None = None
    cut_after: float | None = None
    exhausted_after: int | None = None

    @property
    def best(self) -> TrialFacts | None:
        """The finished trial with the largest gain."""
        done = [trial for trial in self.trials if not trial.pruned and trial.gain is not None]
        return max(done, key=lambda trial: trial.gain or 0.0, default=None)


@dataclass(frozen=True)
class TuningHistory:
    """A search, stage by stage."""

    stages: tuple[StageFacts, ...]

    def early_ends(self) -> tuple[str, ...]:
        """A sentence for each stage that ended before it had tried all it was to."""
        exhausted = tuple(
            f"The search of {stage.name} ended after {stage.exhausted_after} of at most {stage.planned} trials: "
            "nothing it tried gained any more."
            for stage in self.stages
            if stage.exhausted_after is not None
        )
        return exhausted + tuple(
            f"The search of {stage.name} was cut by the clock after {stage.cut_after:.0f} s, with {len(stage.trials)} "
            f"of {stage.planned} trials: another run may find another recipe."
            for stage in self.stages
            if stage.cut_after is not None
        )


def read_tuning_history(url: str, data: str, seed: int) -> TuningHistory | None:
    """The newest study of every stage that was searched on these bets with this seed; None if none was kept.

    Args:
        url: The storage.
        data: Digest of the bets (``pikkit.training.tuning.studies.digest_of``).
        seed: The search's.

    Raises:
        InputError: The URL is no storage's.
        NotReadyError: The database cannot be reached.
    """
    if not storage_exists(url):
        return None
    with open_storage(url) as storage:
        newest: dict[str, str] = {}
        for summary in our_studies(storage):
            name = StudyName.read(summary.study_name)
            if (name.data, name.seed) == (data, seed):
                newest.setdefault(name.stage, summary.study_name)
        stages = [_stage(stage, study, storage) for stage, study in reversed(newest.items())]
    return TuningHistory(tuple(stages)) if stages else None


def _stage(name: str, study_name: str, storage: "BaseStorage") -> StageFacts:
    import optuna
    from optuna.trial import TrialState

    study = optuna.load_study(study_name=study_name, storage=storage)
    ended = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE, TrialState.PRUNED))
    planned, cut, exhausted = (study.user_attrs.get(name) for name in (PLANNED, CUT_AFTER, EXHAUSTED_AFTER))
    return StageFacts(name, tuple(_trial(trial) for trial in ended), _importance(study), planned, cut, exhausted)


def _trial(trial: "FrozenTrial") -> TrialFacts:
    from optuna.trial import TrialState

    folds = tuple(trial.intermediate_values[number] for number in sorted(trial.intermediate_values))
    gain = trial.value if trial.value is not None else (folds[-1] if folds else None)
    return TrialFacts(trial.state is TrialState.PRUNED, gain, folds, {k: float(v) for k, v in trial.params.items()})


def _importance(study: "Study") -> dict[str, float]:
    """By PED-ANOVA (Watanabe et al., 2023): how much a value tells good trials from the rest; cheap and exact."""
    from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances
    from optuna.trial import TrialState

    done = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    if len(done) < MIN_TRIALS or len({name for trial in done for name in trial.params}) < 2:
        return {}
    try:
        return dict(get_param_importances(study, evaluator=PedAnovaImportanceEvaluator()))
    except (RuntimeError, ValueError):  # every trial came to the same
        return {}
