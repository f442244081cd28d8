"""Whether XGBoost's trees are trees: XGBoost does not look, and follows a node's number wherever it points."""

from typing import Any

import numpy as np
import numpy.typing as npt

from pikkit.training.dataset import Ints
from pikkit.training.learners.shape import DEEPEST, require, require_indices, require_shape

OBJECTIVES = ("reg:squarederror", "binary:logistic")
_NUMBERS = ("split_conditions", "base_weights", "sum_hessian")


def check_trees(document: dict[str, Any], width: int) -> None:
    """Check a booster, as its JSON tells of it.

    Args:
        document: What ``Booster.save_raw("json")`` says.
        width: How many features it is given.

    Raises:
        ValueError: It is no booster of ours; the text says what does not fit.
        LookupError, TypeError: Parts are missing.
    """
    learner = document["learner"]
    parameters = learner["learner_model_param"]
    require(learner["objective"]["name"] in OBJECTIVES, f"the objective is {learner['objective']['name']!a}")
    require(
        int(parameters["num_feature"]) == width, f"the trees read {parameters['num_feature']} features, not {width}"
    )
    require(
        int(parameters["num_class"]) <= 1 and int(parameters["num_target"]) == 1, "the trees have more than one output"
    )
    require(learner["gradient_booster"]["name"] == "gbtree", "the booster is not made of trees")
    model = learner["gradient_booster"]["model"]
    trees = model["trees"]
    require(len(trees) == int(model["gbtree_model_param"]["num_trees"]) > 0, "the number of trees is another")
    require(set(model["tree_info"]) == {0} and len(model["tree_info"]) == len(trees), "the trees' groups do not fit")
    for number, tree in enumerate(trees):
        _check_tree(tree, width, f"tree {number}")


def _check_tree(tree: dict[str, Any], width: int, name: str) -> None:
    left, right, feature = (_ints(tree, key) for key in ("left_children", "right_children", "split_indices"))
    n = len(left)
    require(int(tree["tree_param"]["num_nodes"]) == n > 0, f"{name} has another number of nodes than it says")
    require(left.shape == right.shape == feature.shape == (n,), f"{name} has columns of several lengths")
    for key in _NUMBERS:
        require_shape(np.asarray(tree[key], dtype=np.float64), (n,), f"{key} of {name}")
    require(not any(tree["split_type"]) and not tree["categories"], f"{name} splits by categories")
    leaf = left < 0
    require(bool(((left == -1) == (right == -1)).all()), f"{name} has nodes of one child")
    require_indices(feature[~leaf], width, f"{name}'s feature")
    _check_children(left[~leaf], right[~leaf], n, name)
    require(_depth(left, right, n) <= DEEPEST, f"{name} is deeper than {DEEPEST}, or goes in circles")


def _check_children(left: Ints, right: Ints, n: int, name: str) -> None:
    children = np.concatenate([left, right])
    require_indices(children, n, f"{name}'s child")
    require(np.array_equal(np.sort(children), np.arange(1, n)), f"{name} is no tree: a node has two parents, or none")


def _depth(left: Ints, right: Ints, n: int) -> int:
    depth, level = 0, np.zeros(1, dtype=np.int64)
    while depth <= DEEPEST and (inner := level[left[level] >= 0]).size and inner.size <= n:
        level = np.concatenate([left[inner], right[inner]])
        depth += 1
    return depth


def _ints(tree: dict[str, Any], key: str) -> npt.NDArray[np.int64]:
    values = np.asarray(tree[key])
    require(values.dtype.kind in "iu", f"{key} holds values that are no whole numbers")
    return values.astype(np.int64)
