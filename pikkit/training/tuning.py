"""Tuning: the trees' hyperparameters that do best on bets later than those they learned from."""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from pikkit.training.dataset import TrainingSet
from pikkit.training.ensemble import OutOfTime, out_of_time
from pikkit.training.learners import Learner
from pikkit.training.learners.base import MIN_TAUGHT
from pikkit.training.learners.boosted import MovementTrees, OffsetTrees
from pikkit.training.recipe import Recipe, TreeParameters

if TYPE_CHECKING:
    from optuna import Trial


@dataclass(frozen=True)
class Budget:
    """How long to search: whichever of trials and seconds runs out first; trials of an interrupted search count."""

    trials: int
    seconds: float


@dataclass(frozen=True)
class Tuned:
    """What a search found; losses are mean weighted cross-entropies out of time, in nats.

    Attributes:
        recipe: The best recipe.
        gain: How much better than the price alone it was.
        default_gain: The same of the default recipe; NaN if it could not be tried.
        trials: How many were finished.
        pruned: How many were given up early.
    """

    recipe: Recipe
    gain: float
    default_gain: float
    trials: int
    pruned: int


def tune(
    data: TrainingSet,
    budget: Budget,
    seed: int,
    storage: str | None = None,
    report: Callable[[int], None] | None = None,
) -> Tuned:
    """Search with Optuna's TPE (Bergstra et al., 2011), giving up on trials that fall behind the median.

    Args:
        data: Single bets of the training window.
        budget: When to stop; the default recipe is always tried first, to its end. A trial out of time is pruned.
        seed: Of sampler and learners.
        storage: SQLAlchemy URL to keep the study in, so that a search that was interrupted goes on where it was; memory
            without one. Other data or another seed is another study.
        report: Called after each trial with the number of trials so far.
    """
    import optuna
    from optuna.trial import TrialState

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        direction="maximize",
        storage=storage,
        study_name=f"trees-{seed}-{_fingerprint(data)}",
        load_if_exists=True,
        pruner=optuna.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=1),
    )
    done = (TrialState.COMPLETE, TrialState.PRUNED)
    before = len(study.get_trials(states=done))
    study.sampler = optuna.samplers.TPESampler(seed=seed + before)  # not the draws that were made before again
    default = TreeParameters()
    deadline = time.monotonic() + budget.seconds
    callbacks = [lambda _, trial: report(trial.number + 1)] if report else None
    search = partial(study.optimize, callbacks=callbacks)
    if not before:
        study.enqueue_trial(asdict(default))
        search(_objective(data, seed, math.inf), n_trials=1)
    left, seconds = budget.trials - max(before, 1), deadline - time.monotonic()
    if left > 0 and seconds > 0:
        search(_objective(data, seed, deadline), n_trials=left, timeout=seconds)
    finished = study.get_trials(states=(TrialState.COMPLETE,))
    return Tuned(
        recipe=Recipe(trees=replace(default, **study.best_params), seed=seed),
        gain=float(study.best_value),
        default_gain=next((float(trial.value) for trial in finished if trial.params == asdict(default)), math.nan),
        trials=len(finished),
        pruned=len(study.get_trials(states=(TrialState.PRUNED,))),
    )


def _fingerprint(data: TrainingSet) -> str:
    """The data's digest: a study's trials are only comparable on the same bets."""
    digest = hashlib.sha256()
    for field in fields(data):
        digest.update(np.ascontiguousarray(getattr(data, field.name)).tobytes())
    return digest.hexdigest()[:16]


def _suggested(trial: "Trial") -> TreeParameters:
    return TreeParameters(
        max_depth=trial.suggest_int("max_depth", 2, 5),
        rounds=trial.suggest_int("rounds", 50, 400, step=25),
        learning_rate=trial.suggest_float("learning_rate", 0.02, 0.1, log=True),
        min_rows=trial.suggest_float("min_rows", 20, 1000, log=True),
        l2=trial.suggest_float("l2", 1, 300, log=True),
        subsample=trial.suggest_float("subsample", 0.4, 1.0),
        colsample=trial.suggest_float("colsample", 0.2, 1.0),
    )


def _objective(data: TrainingSet, seed: int, deadline: float) -> Callable[["Trial"], float]:
    learner: Learner = MovementTrees() if data.closed.sum() >= MIN_TAUGHT / 0.4 else OffsetTrees()

    def objective(trial: "Trial") -> float:
        import optuna

        gains: list[np.ndarray] = []

        def judge(fold: int, part: OutOfTime) -> None:
            gains.append(part.gain(part.shifts[:, 0]))
            trial.report(float(np.concatenate(gains).mean()), fold)
            if trial.should_prune() or time.monotonic() > deadline:
                raise optuna.TrialPruned

        out_of_time(data, Recipe(trees=_suggested(trial), seed=seed), (learner,), judge)
        return float(np.concatenate(gains).mean())

    return objective
