"""Gradient-boosted trees that start from the price: one learns movements to the close, one probabilities."""

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.learners.learned_from_disk import Chunks, Columns, learned_from_disk
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.learners.shallow_parts import ShallowParts
from pikkit.training.learners.shallow_trees import ShallowTrees
from pikkit.training.learners.tree_shape import check_trees
from pikkit.training.learners.walked import MOST_ROWS, WalkedTrees
from pikkit.training.learners.xgboost_core import load_xgboost
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import Lessons

if TYPE_CHECKING:
    import xgboost as xgb

THREADS = 2
THREADS_PAY = 20_000
"""Rows from which a second thread pays; on a busy machine a small fit takes ten times as long on two as on one."""
MAX_BIN = 128
"""Kinds of values of a feature that are told apart."""
PARTS_PAY = 4_000
"""Rows from which on XGBoost takes longer to say what each column adds than to prepare doing without it."""
LOGISTIC_CURVATURE = 0.2
"""A row's curvature under log loss, about p(1 − p), against 1 under squared error: leaf limits scale with it."""


class TreeMember:
    """Fitted trees whose raw sum is the shift."""

    def __init__(self, booster: "xgb.Booster") -> None:
        self.booster = booster
        self._parts: ShallowParts | None = None

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        if self._shallow and not np.isinf(features).any():
            return self._shallow.margins(features).astype(np.float64)
        if not self._shallow and len(features) <= MOST_ROWS and np.isfinite(features).all():
            return self._walked.margins(features).astype(np.float64)
        return np.asarray(self.booster.inplace_predict(features, predict_type="margin"), dtype=np.float64)

    @cached_property
    def _walked(self) -> WalkedTrees:
        return WalkedTrees.of(self.booster)

    @cached_property
    def _shallow(self) -> ShallowTrees | None:
        return ShallowTrees.of(self._walked)

    def contributions(self, features: Floats) -> Floats:
        """Exact SHAP values of the trees (Lundberg et al., 2020); the last column, the bias, is left out."""
        if len(features) >= PARTS_PAY and self._parts is None:
            self.prepare()
        if self._parts and not np.isinf(features).any():
            return self._parts.of_rows(features).astype(np.float64)
        shap = self.booster.predict(load_xgboost().DMatrix(features, nthread=1), pred_contribs=True)
        return np.asarray(shap[:, :-1], dtype=np.float64)

    def prepare(self) -> None:
        """Work out at once what makes ``contributions`` of few rows quick: for whoever asks again and again."""
        if self._shallow:
            self._parts = ShallowParts.of(self.booster, self._shallow)

    def check(self, width: int) -> None:
        """See ``Member``."""
        check_trees(json.loads(self.booster.save_raw("json")), width)

    def save(self, path: Path) -> None:
        """Write as UBJSON."""
        path.write_bytes(self.booster.save_raw("ubj"))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read UBJSON."""
        booster = load_xgboost().Booster({"nthread": 1})
        booster.load_model(bytearray(path.read_bytes()))
        return cls(booster)


class MovementTrees:
    """Regresses the move from price to close, in log odds, on the bets that have a close."""

    name = "movement_trees"
    member = TreeMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> TreeMember | None:
        """See ``Learner``."""
        if lessons.taught.sum() < MIN_TAUGHT:
            return None
        return self._fitted(lessons.once(_movement_matrix), recipe)

    def fit_streamed(self, chunks: Chunks, recipe: Recipe) -> TreeMember | None:
        """See ``StreamingLearner``."""

        def train(data: "xgb.DMatrix") -> TreeMember | None:
            return self._fitted(data, recipe) if data.num_row() >= MIN_TAUGHT else None

        return learned_from_disk(chunks, _movements, MAX_BIN, train)

    @staticmethod
    def _fitted(data: "xgb.DMatrix", recipe: Recipe) -> TreeMember:
        return TreeMember(_train(data, recipe, "reg:squarederror", curvature=1.0))


class OffsetTrees:
    """Learns the probability itself by log loss from the price's margin on, with soft labels, on every bet."""

    name = "offset_trees"
    member = TreeMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> TreeMember | None:
        """See ``Learner``."""
        return self._fitted(lessons.once(_probability_matrix), recipe)

    def fit_streamed(self, chunks: Chunks, recipe: Recipe) -> TreeMember | None:
        """See ``StreamingLearner``."""
        return learned_from_disk(chunks, _probabilities, MAX_BIN, lambda data: self._fitted(data, recipe))

    @staticmethod
    def _fitted(data: "xgb.DMatrix", recipe: Recipe) -> TreeMember:
        return TreeMember(_train(data, recipe, "binary:logistic", curvature=LOGISTIC_CURVATURE))


def _movement_matrix(lessons: Lessons) -> "xgb.DMatrix":
    taught = lessons.take(lessons.taught)
    return load_xgboost().DMatrix(taught.features, taught.movement, weight=taught.uneven_weight, nthread=1)


def _probability_matrix(lessons: Lessons) -> "xgb.DMatrix":
    return load_xgboost().DMatrix(**_probabilities(lessons), nthread=1)


def _movements(lessons: Lessons) -> Columns:
    taught = lessons.take(lessons.taught)
    return {"data": taught.features, "label": taught.movement, "weight": taught.weight}


def _probabilities(lessons: Lessons) -> Columns:
    return {
        "data": lessons.features,
        "label": lessons.label,
        "weight": lessons.weight,
        "base_margin": lessons.price_margin,
    }


def _train(data: "xgb.DMatrix", recipe: Recipe, objective: str, curvature: float) -> "xgb.Booster":
    trees = recipe.trees
    parameters = {
        "objective": objective,
        "base_score": 0.5 if objective == "binary:logistic" else 0.0,
        "max_depth": trees.max_depth,
        "eta": trees.learning_rate,
        "min_child_weight": trees.min_rows * curvature,
        "reg_lambda": trees.l2 * curvature,
        "subsample": trees.subsample,
        "colsample_bytree": trees.colsample,
        "tree_method": "hist",
        "max_bin": MAX_BIN,
        "nthread": THREADS if data.num_row() >= THREADS_PAY else 1,
        "seed": recipe.seed,
    }
    booster = load_xgboost().train(parameters, data, trees.rounds)
    booster.set_param({"nthread": 1})  # a score is asked for a few bets at a time, on a server's own threads
    return booster
