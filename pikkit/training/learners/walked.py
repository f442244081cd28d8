"""XGBoost's trees walked by NumPy: for a few rows faster than XGBoost itself, and the same to the last bit.

XGBoost takes longer to set a prediction up than to make it for one row. It compares and adds 32-bit floats, tree after
tree, which is done here in the same order.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from pikkit.training.dataset import Floats, Ints

if TYPE_CHECKING:
    import xgboost as xgb

MOST_ROWS = 64
"""Above, XGBoost is faster."""

Floats32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WalkedTrees:
    """Trees whose leaves add up to a margin that begins at 0. Nodes are numbered through all trees.

    Attributes:
        roots: Each tree's first node, shape (T,).
        feature: The column a node looks at, shape (N,); any for a leaf.
        split: A value below it goes left, shape (N,); what a leaf adds, for a leaf.
        children: Right and left of every node, shape (2 N,); a leaf's are itself.
        depth: Steps to the deepest leaf.
        missing_left: 1 for a node at which a row goes left whose column is NaN, else 0, shape (N,).
    """

    roots: Ints
    feature: Ints
    split: Floats32
    children: Ints
    depth: int
    missing_left: Ints

    @classmethod
    def of(cls, booster: "xgb.Booster") -> Self:
        """The trees of a booster of one output that splits by numbers."""
        trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
        sizes = np.array([len(tree["left_children"]) for tree in trees], dtype=np.int64)
        roots = np.cumsum(sizes) - sizes
        first = np.repeat(roots, sizes)
        left, right = (_joined(trees, f"{side}_children") for side in ("left", "right"))
        own = np.arange(len(left))
        children = np.column_stack([np.where(left < 0, own, first + side) for side in (right, left)])
        split = _joined(trees, "split_conditions").astype(np.float32)
        missing_left = _joined(trees, "default_left").astype(np.int64)
        depth = _depth(roots, children)
        return cls(roots, _joined(trees, "split_indices"), split, children.ravel(), depth, missing_left)

    def margins(self, features: Floats) -> Floats32:
        """What the booster says of n finite rows, shape (n,)."""
        values = features.astype(np.float32)
        root_feature, root_split = self._first
        node = self.children.take(2 * self.roots + (values.take(root_feature, axis=1) < root_split))
        rows = np.arange(len(features))[:, None] * features.shape[1]
        values = values.ravel()
        for _ in range(self.depth - 1):
            below = values.take(self.feature.take(node) + rows) < self.split.take(node)
            node = self.children.take(2 * node + below)
        added: Floats32 = np.add.accumulate(self.split.take(node), axis=1, dtype=np.float32)
        return added[:, -1]

    @cached_property
    def _first(self) -> tuple[Ints, Floats32]:
        """What the roots look at: all rows begin there."""
        return self.feature[self.roots], self.split[self.roots]


def _joined(trees: list[dict[str, Any]], name: str) -> npt.NDArray[Any]:
    return np.concatenate([np.asarray(tree[name]) for tree in trees])


def _depth(roots: Ints, children: Ints) -> int:
    depth, node = 0, roots
    while len(node := np.setdiff1d(children[node], node)):
        depth += 1
    return depth
