"""A ridge regression of the move from price to close: steady where the trees are not."""

import json
from pathlib import Path
from typing import Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.learners.scaling import Scaling
from pikkit.training.learners.shape import require_shape
from pikkit.training.recipe import Recipe
from pikkit.training.row_sums import row_sums
from pikkit.training.soft_target import Lessons


class LinearMember:
    """A fitted linear shift: coefficients on standardised, bounded features."""

    def __init__(self, scaling: Scaling, coefficients: Floats, intercept: float) -> None:
        self._scaling, self._coefficients, self._intercept = scaling, coefficients, intercept

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        return row_sums(self.contributions(features)) + self._intercept

    def contributions(self, features: Floats) -> Floats:
        """See ``Member``."""
        return np.asarray(self._scaling.apply(features) * self._coefficients, dtype=np.float64)

    def check(self, width: int) -> None:
        """See ``Member``."""
        self._scaling.check(width)
        require_shape(self._coefficients, (width,), "the coefficients")
        require_shape(np.asarray(self._intercept), (), "the intercept")

    def save(self, path: Path) -> None:
        """Write as JSON."""
        arrays = {"mean": self._scaling.mean, "scale": self._scaling.scale, "coefficients": self._coefficients}
        values = {name: array.tolist() for name, array in arrays.items()}
        path.write_text(json.dumps({**values, "intercept": self._intercept}))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read JSON."""
        values = json.loads(path.read_text())
        mean, scale, coefficients = (np.array(values[name]) for name in ("mean", "scale", "coefficients"))
        return cls(Scaling(mean, scale), coefficients, float(values["intercept"]))


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
        scaling = Scaling.fit(taught.features)
        standard = scaling.apply(taught.features)
        ridge = Ridge(alpha=recipe.ridge_penalty).fit(standard, taught.movement, sample_weight=taught.uneven_weight)
        return LinearMember(scaling, ridge.coef_, float(ridge.intercept_))
