"""Fit learners on the past of each fold, and collect what they say of the fold."""

from collections.abc import Callable, Sequence

import numpy as np

from pikkit.base.errors import InputError
from pikkit.training.dataset import TrainingSet
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.learners import Learner, chosen
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget, lessons
from pikkit.training.splits import Split, folds

MIN_FOLD_BETS = 100
"""Decided bets a fold needs before it to be worth learning from."""


def out_of_time(
    data: TrainingSet,
    recipe: Recipe,
    learners: Sequence[Learner] | None = None,
    report: Callable[[int, OutOfTime], None] | None = None,
) -> OutOfTime:
    """Fit every learner on each fold's past and collect what it says of the fold.

    Args:
        data: Single bets.
        recipe: How to fit.
        learners: Which learners; left out, the recipe's.
        report: Called after each fold with its number and what it gave (for pruning and progress).

    Raises:
        InputError: There are too few bets.
    """
    asked = chosen(recipe) if learners is None else tuple(learners)
    parts = []
    for number, split in enumerate(folds(data)):
        if (split.train & data.decided).sum() < MIN_FOLD_BETS:
            continue
        part = _fold(data, split, recipe, asked)
        parts.append(part)
        if report:
            report(number, part)
    if not parts:
        raise InputError(f"There are too few bets to learn from: no fold has {MIN_FOLD_BETS} decided bets before it.")
    return OutOfTime.joined(parts)


def _fold(data: TrainingSet, split: Split, recipe: Recipe, learners: Sequence[Learner]) -> OutOfTime:
    past, future = data.take(split.train), data.take(split.test & (data.closed | data.decided))
    market = MarketTarget.fit(past, recipe.price)
    taught, judged = (lessons(bets, market, recipe.result_weight) for bets in (past, future))
    members = [learner.fit(taught, recipe) for learner in learners]
    shifts = [m.shift(future.features) if m else np.zeros(len(future)) for m in members]
    return OutOfTime(
        data=future,
        price_margin=judged.price_margin,
        label=judged.label,
        weight=judged.weight,
        close_margin=market.close_margin(future),
        shifts=np.column_stack(shifts) if shifts else np.zeros((len(future), 0)),
        learners=tuple(learner.name for learner in learners),
    )
