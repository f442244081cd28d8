"""Fit learners on the past of each fold, and collect what they say of the fold."""

from collections.abc import Callable, Sequence

import numpy as np

from pikkit.base.errors import InputError
from pikkit.training.dataset import TrainingSet
from pikkit.training.ensemble.learning_folds import MIN_FOLD_BETS, LearningFold, LearningFolds
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.learners import Learner, chosen
from pikkit.training.recipe import Recipe


def out_of_time(
    data: TrainingSet | LearningFolds,
    recipe: Recipe,
    learners: Sequence[Learner] | None = None,
    report: Callable[[int, OutOfTime], None] | None = None,
) -> OutOfTime:
    """Fit every learner on each fold's past and collect what it says of the fold.

    Args:
        data: Single bets; or their folds, which the next recipe can use again.
        recipe: How to fit.
        learners: Which learners; left out, the recipe's.
        report: Called after each fold with its number and what it gave (for pruning and progress).

    Raises:
        InputError: There are too few bets.
    """
    asked = chosen(recipe) if learners is None else tuple(learners)
    folds = data if isinstance(data, LearningFolds) else LearningFolds(data, keeps=False)
    parts = []
    for fold in folds.before(recipe):
        part = _predicted(fold, recipe, asked)
        parts.append(part)
        if report:
            report(fold.number, part)
    if not parts:
        raise InputError(f"There are too few bets to learn from: no fold has {MIN_FOLD_BETS} decided bets before it.")
    return OutOfTime.joined(parts)


def _predicted(fold: LearningFold, recipe: Recipe, learners: Sequence[Learner]) -> OutOfTime:
    members = [learner.fit(fold.taught, recipe) for learner in learners]
    shifts = [m.shift(fold.future.features) if m else np.zeros(len(fold.future)) for m in members]
    return OutOfTime(
        data=fold.future,
        price_margin=fold.judged.price_margin,
        label=fold.judged.label,
        weight=fold.judged.weight,
        close_margin=fold.close_margin,
        shifts=np.column_stack(shifts) if shifts else np.zeros((len(fold.future), 0)),
        learners=tuple(learner.name for learner in learners),
    )
