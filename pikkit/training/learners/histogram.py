"""Histogram boosting after LightGBM (Ke et al., 2017), by scikit-learn, kept as plain arrays."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pikkit.training.dataset import Floats, Ints, Mask
from pikkit.training.learners.forest import ForestMember
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import Lessons

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingRegressor

BINS = 128
Nodes = npt.NDArray[np.void]
"""scikit-learn's nodes: a row each, in named fields."""


class HistogramTrees:
    """Regresses the movement as ``MovementTrees`` does, with another library's trees: all rows, features by node."""

    name = "histogram_trees"
    member = ForestMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> ForestMember | None:
        """See ``Learner``."""
        from threadpoolctl import threadpool_limits

        taught = lessons.take(lessons.taught)
        if len(taught.label) < MIN_TAUGHT:
            return None
        model = _model(recipe)
        with threadpool_limits(
            1, user_api="openmp"
        ):  # on a busy machine its threads wait for each other: 20 times slower
            model.fit(taught.features, taught.movement, sample_weight=taught.uneven_weight)
        return as_arrays(model)


def _model(recipe: Recipe) -> "HistGradientBoostingRegressor":
    from sklearn.ensemble import HistGradientBoostingRegressor

    trees = recipe.trees
    return HistGradientBoostingRegressor(
        learning_rate=trees.learning_rate,
        max_iter=trees.rounds,
        max_depth=trees.max_depth,
        max_leaf_nodes=None,
        min_samples_leaf=max(round(trees.min_rows), 1),
        l2_regularization=trees.l2,
        max_features=trees.colsample,
        max_bins=BINS,
        early_stopping=False,
        random_state=recipe.seed,
    )


def as_arrays(model: "HistGradientBoostingRegressor") -> ForestMember:
    """A fitted model's trees; it must have been fitted on numbers without gaps.

    scikit-learn does not publish its nodes: a test holds the arrays equal to the model's own predictions.
    """
    trees = [predictors[0].nodes for predictors in model._predictors]
    sizes = np.array([len(tree) for tree in trees], dtype=np.int64)
    roots = np.cumsum(sizes) - sizes
    nodes: Nodes = np.concatenate(trees)
    leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
    first = np.repeat(roots, sizes)
    left, right = (np.where(leaf, own, first + nodes[side].astype(np.int64)) for side in ("left", "right"))
    return ForestMember(
        roots=roots,
        feature=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int64),
        threshold=np.where(leaf, np.inf, nodes["num_threshold"]),
        children=np.column_stack([left, right]),
        value=_node_values(nodes, left, right, leaf),
        depth=np.asarray(nodes["depth"].max(), dtype=np.int64),
        base=np.asarray(model._baseline_prediction, dtype=np.float64).reshape(()),
    )


def _node_values(nodes: Nodes, left: Ints, right: Ints, leaf: Mask) -> Floats:
    """Leaves' values as they are; inner nodes' as the mean of their children's, by how many bets went each way."""
    value, count = nodes["value"].astype(np.float64), nodes["count"].astype(np.float64)
    for level in range(int(nodes["depth"].max()) - 1, -1, -1):
        inner = np.flatnonzero(~leaf & (nodes["depth"] == level))
        below = count[left[inner]] + count[right[inner]]
        both = count[left[inner]] * value[left[inner]] + count[right[inner]] * value[right[inner]]
        value[inner] = both / below
    return value
