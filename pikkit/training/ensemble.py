"""Out-of-time shifts of every learner, and the non-negative weights that blend them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pikkit.errors import InputError
from pikkit.training.bootstrap import cluster_bootstrap
from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.learners import LEARNERS, Learner
from pikkit.training.logistic import sigmoid
from pikkit.training.recipe import Recipe
from pikkit.training.splits import folds
from pikkit.training.target import Market, lessons

MIN_FOLD_BETS = 100
"""Decided bets a fold needs before it to be worth learning from."""
SURE = 0.95
"""How sure the blend must be to beat the price before it is used at all."""


@dataclass(frozen=True)
class OutOfTime:
    """What learners said of bets they had not seen, in time order; every array has n rows.

    Attributes:
        data: The bets.
        price_margin: Calibrated log odds of the price.
        label: What should have been said (``Lessons.label``).
        weight: ``Lessons.weight``.
        close_margin: Calibrated log odds of the close; NaN without one.
        shifts: Shape (n, number of learners), 0 where a learner stayed silent.
    """

    data: TrainingSet
    price_margin: Floats
    label: Floats
    weight: Floats
    close_margin: Floats
    shifts: Floats

    def loss(self, shift: Floats) -> Floats:
        """Weighted cross-entropy against the labels of the price's margin plus a shift, shape (n,)."""
        margin = self.price_margin + shift
        return self.weight * (np.logaddexp(0, margin) - self.label * margin)

    def save(self, path: Path) -> None:
        """Write the arrays (NumPy's npz, without pickles)."""
        rows = {f"data_{f.name}": getattr(self.data, f.name) for f in fields(self.data) if f.name != "features"}
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "data"}
        with path.open("wb") as file:
            np.savez(file, data_features=np.empty((len(self.data), 0)), **rows, **own)

    @classmethod
    def load(cls, path: Path) -> "OutOfTime":
        """Read what ``save`` wrote; the features themselves are not kept."""
        with np.load(path, allow_pickle=False) as arrays:
            rows = TrainingSet(**{f.name: arrays[f"data_{f.name}"] for f in fields(TrainingSet)})
            return cls(rows, *(arrays[f.name] for f in fields(cls) if f.name != "data"))

    def gain(self, shift: Floats) -> Floats:
        """How much better than the price alone."""
        return self.loss(np.zeros_like(shift)) - self.loss(shift)


def out_of_time(
    data: TrainingSet,
    recipe: Recipe,
    learners: Sequence[Learner] = LEARNERS,
    report: Callable[[int, "OutOfTime"], None] | None = None,
) -> OutOfTime:
    """Fit every learner on each fold's past and collect what it says of the fold.

    Args:
        data: Single bets.
        recipe: How to fit.
        learners: Which learners.
        report: Called after each fold with its number and what it gave (for pruning and progress).
    """
    parts = []
    for number, split in enumerate(folds(data)):
        past, future = data.take(split.train), data.take(split.test)
        if past.decided.sum() < MIN_FOLD_BETS:
            continue
        market = Market.fit(past)
        taught = lessons(past, market, recipe.result_weight)
        future = future.take(future.closed | future.decided)
        members = [learner.fit(taught, recipe) for learner in learners]
        shifts = [m.shift(future.features) if m else np.zeros(len(future)) for m in members]
        judged = lessons(future, market, recipe.result_weight)
        close = market.close.margin(future.closing_odds)
        part = OutOfTime(future, judged.price_margin, judged.label, judged.weight, close, np.column_stack(shifts))
        parts.append(part)
        if report:
            report(number, part)
    return _joined(parts)


def _joined(parts: list[OutOfTime]) -> OutOfTime:
    if not parts:
        raise InputError(f"There are too few bets to learn from: no fold has {MIN_FOLD_BETS} decided bets before it.")
    rows = TrainingSet(
        **{
            name: np.concatenate([getattr(part.data, name) for part in parts])
            for name in (f.name for f in fields(TrainingSet))
        }
    )
    columns = ("price_margin", "label", "weight", "close_margin", "shifts")
    return OutOfTime(rows, *(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


def blend_weights(seen: OutOfTime) -> Floats:
    """Non-negative weights, one a learner, that minimise the loss of the blended shift (stacking; Breiman, 1996).

    A learner that was silent throughout was never judged, and gets none.
    """

    def objective(weights: Floats) -> tuple[float, Floats]:
        margin = seen.price_margin + seen.shifts @ weights
        loss = (seen.weight * (np.logaddexp(0, margin) - seen.label * margin)).sum()
        slope = seen.shifts.T @ (seen.weight * (sigmoid(margin) - seen.label))
        return float(loss), slope

    spoke = np.abs(seen.shifts).sum(axis=0) > 0
    start = spoke / max(spoke.sum(), 1)
    found = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=[(0, 1)] * len(spoke), tol=1e-9)
    return np.asarray(np.round(found.x, 4), dtype=np.float64)


def choose_weights(seen: OutOfTime, seed: int) -> Floats:
    """The blend's weights, or zeros (the price alone) where the blend's gain may be chance."""
    weights = blend_weights(seen)
    sums = cluster_bootstrap(seen.gain(seen.shifts @ weights)[:, None], seen.data.event, seed)
    return weights if np.quantile(sums[:, 0], 1 - SURE) > 0 else np.zeros_like(weights)
