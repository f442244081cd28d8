"""A ridge regression of the move from price to close: steady where the trees are not."""

import json
from pathlib import Path
from typing import Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.learners.base import MIN_TAUGHT
from pikkit.training.recipe import Recipe
from pikkit.training.target import Lessons

BOUND = 4.0
"""Standard deviations; a feature further out than the data ever was must not carry the shift with it."""


class LinearMember:
    """A fitted linear shift: coefficients on standardised, bounded features."""

    def __init__(self, mean: Floats, scale: Floats, coefficients: Floats, intercept: float) -> None:
        self._mean, self._scale, self._coefficients, self._intercept = mean, scale, coefficients, intercept

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        return np.asarray(self.contributions(features).sum(axis=1) + self._intercept, dtype=np.float64)

    def contributions(self, features: Floats) -> Floats:
        """See ``Member``."""
        standard = np.clip((features - self._mean) / self._scale, -BOUND, BOUND)
        return np.asarray(standard * self._coefficients, dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write as JSON."""
        arrays = {"mean": self._mean, "scale": self._scale, "coefficients": self._coefficients}
        values = {name: array.tolist() for name, array in arrays.items()}
        path.write_text(json.dumps({**values, "intercept": self._intercept}))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read JSON."""
        values = json.loads(path.read_text())
        mean, scale, coefficients = (np.array(values[name]) for name in ("mean", "scale", "coefficients"))
        return cls(mean, scale, coefficients, float(values["intercept"]))


class MovementRidge:
    """Ridge regression of the movement on the bets that have a close."""

    name = "movement_ridge"
    member = LinearMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> LinearMember | None:
        """See ``Learner``."""
        from sklearn.linear_model import Ridge

        taught = lessons.take(lessons.taught)
        if len(taught.label) < MIN_TAUGHT:
            return None
        mean, scale = taught.features.mean(axis=0), taught.features.std(axis=0)
        scale = np.where(scale > 1e-9, scale, 1.0)
        standard = np.clip((taught.features - mean) / scale, -BOUND, BOUND)
        ridge = Ridge(alpha=recipe.ridge_penalty).fit(standard, taught.movement, sample_weight=taught.uneven_weight)
        coefficients = np.where(taught.features.std(axis=0) > 1e-9, ridge.coef_, 0.0)
        return LinearMember(mean, scale, coefficients, float(ridge.intercept_))
