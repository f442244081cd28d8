"""How good a recipe is: how much one learner gains over the price, out of time."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from pikkit.training.ensemble import LearningFolds, OutOfTime, out_of_time
from pikkit.training.learners import Learner
from pikkit.training.recipe import Recipe
from pikkit.training.splits import FOLD_EDGES

LAST_FOLD = len(FOLD_EDGES) - 2
JUDGED_RESULT_WEIGHT = 0.2
"""How much a bare result counts against a closing line when recipes are compared, whatever they themselves give it."""

Judge = Callable[[int, float], None]


def gain_of(folds: LearningFolds, recipe: Recipe, learner: Learner, report: Judge) -> float:
    """Mean gain of a learner over the price alone, in nats a bet, over all folds.

    Args:
        folds: Of the training window.
        recipe: How to fit.
        learner: Who learns.
        report: Called after each fold with its number and the gain so far. What it raises ends the judging.
    """
    gains: list[np.ndarray] = []

    def judge(fold: int, part: OutOfTime) -> None:
        weight = np.where(np.isnan(part.close_margin), JUDGED_RESULT_WEIGHT, 1.0) * part.data.trust
        gains.append(replace(part, weight=weight).gain(part.shifts[:, 0]))
        report(fold, float(np.concatenate(gains).mean()))

    out_of_time(folds, recipe, (learner,), judge)
    return float(np.concatenate(gains).mean())
