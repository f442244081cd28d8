"""A regularised logistic regression from the price's margin on, with products of features where they pay."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from pikkit.training.dataset import Floats, Ints
from pikkit.training.learners.scaling import Scaling
from pikkit.training.learners.shape import require, require_indices, require_shape
from pikkit.training.logistic import fit_logistic, sigmoid
from pikkit.training.recipe import Recipe
from pikkit.training.row_sums import row_sums
from pikkit.training.soft_target import Lessons

PAIRS = 20
"""Products it learns from; on real prices 60 did worse than 20."""
STRENGTH = 5.0
"""Precision of the prior at no shift, as a multiple of the recipe's ridge penalty."""
DOUBT = 5.0
"""How much more a product must show than a feature of its own: products of rare features vary in few bets."""


@dataclass(frozen=True)
class LogisticMember:
    """A fitted shift, linear in standardised features and in standardised products of pairs of them.

    Attributes:
        scaling: Of the features, shape (F,).
        pairs: The columns of each product's factors, shape (P, 2).
        products: Scaling of the products, shape (P,).
        coefficients: Features' and then products', shape (F + P,).
        intercept: What every bet gets.
    """

    scaling: Scaling
    pairs: Ints
    products: Scaling
    coefficients: Floats
    intercept: float

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        return row_sums(self._parts(features)) + self.intercept

    def contributions(self, features: Floats) -> Floats:
        """See ``Member``; each factor of a product is credited with half of it."""
        parts, width = self._parts(features), features.shape[1]
        total = parts[:, :width].copy()
        for number, pair in enumerate(self.pairs):
            total[:, pair] += parts[:, [width + number]] / 2 if pair[0] != pair[1] else parts[:, [width + number]]
        return total

    def check(self, width: int) -> None:
        """See ``Member``."""
        products = len(self.pairs)
        self.scaling.check(width)
        self.products.check(products)
        require(self.pairs.shape == (products, 2), "the pairs are no pairs")
        require_indices(self.pairs, width, "a factor")
        require_shape(self.coefficients, (width + products,), "the coefficients")
        require_shape(np.asarray(self.intercept), (), "the intercept")

    def _parts(self, features: Floats) -> Floats:
        standard = self.scaling.apply(features)
        return _terms(standard, self.pairs, self.products) * self.coefficients

    def save(self, path: Path) -> None:
        """Write as JSON."""
        arrays = {
            "mean": self.scaling.mean,
            "scale": self.scaling.scale,
            "pairs": self.pairs,
            "product_mean": self.products.mean,
            "product_scale": self.products.scale,
            "coefficients": self.coefficients,
        }
        values = {name: array.tolist() for name, array in arrays.items()}
        path.write_text(json.dumps({**values, "intercept": self.intercept}))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read JSON."""
        values = json.loads(path.read_text())
        floats = {name: np.array(value, dtype=np.float64) for name, value in values.items()}
        return cls(
            scaling=Scaling(floats["mean"], floats["scale"]),
            pairs=np.array(values["pairs"], dtype=np.int64).reshape(-1, 2),
            products=Scaling(floats["product_mean"], floats["product_scale"]),
            coefficients=floats["coefficients"],
            intercept=float(values["intercept"]),
        )


class OffsetLogistic:
    """Learns the probability by log loss on soft labels, on every bet, as ``OffsetTrees`` does, but linearly."""

    name = "offset_logistic"
    member = LogisticMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> LogisticMember | None:
        """See ``Learner``."""
        scaling, standard = lessons.once(_standardised)
        strength = STRENGTH * recipe.ridge_penalty
        pairs = _pairs(standard, lessons, strength)
        products = Scaling.fit(_products(standard, pairs))
        coefficients = _fit(_terms(standard, pairs, products), lessons, strength)
        return LogisticMember(scaling, pairs, products, coefficients[1:], float(coefficients[0]))


def _standardised(lessons: Lessons) -> tuple[Scaling, Floats]:
    scaling = Scaling.fit(lessons.features)
    return scaling, scaling.apply(lessons.features)


def _fit(terms: Floats, lessons: Lessons, strength: float) -> Floats:
    """Intercept and coefficients, shape (1 + k,)."""
    design = np.column_stack([np.ones(len(terms)), terms])
    nothing = np.zeros(design.shape[1])
    return fit_logistic(design, lessons.label, nothing, strength, weight=lessons.weight, offset=lessons.price_margin)


def _pairs(standard: Floats, lessons: Lessons, strength: float) -> Ints:
    """The products that would lower the loss most beside the features: the largest score statistics (Rao, 1948)."""
    coefficients = _fit(standard, lessons, strength)
    p = sigmoid(lessons.price_margin + coefficients[0] + standard @ coefficients[1:])
    residual, curvature = lessons.weight * (lessons.label - p), lessons.weight * p * (1 - p)
    score = (standard * residual[:, None]).T @ standard
    square = standard * standard
    information = (square * curvature[:, None]).T @ square + 0.25 * DOUBT * strength
    first, second = np.triu_indices(standard.shape[1])
    size = np.abs(score / np.sqrt(information))[first, second]
    best = np.argsort(-size, kind="stable")[:PAIRS]
    best = best[size[best] > 0]
    return np.column_stack([first[best], second[best]]).astype(np.int64)


def _products(standard: Floats, pairs: Ints) -> Floats:
    return np.asarray(standard[:, pairs[:, 0]] * standard[:, pairs[:, 1]], dtype=np.float64)


def _terms(standard: Floats, pairs: Ints, products: Scaling) -> Floats:
    return np.column_stack([standard, products.apply(_products(standard, pairs))])
