"""Regression trees as plain arrays: a vectorised walk from root to leaf, with no library behind it."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.dataset import Floats, Ints
from pikkit.training.learners.array_member import ArrayMember
from pikkit.training.learners.shape import DEEPEST, require, require_indices, require_shape
from pikkit.training.row_sums import row_sums

CHUNK = 2048
"""Bets walked at once: their nodes in all the trees stay in the processor's cache."""


@dataclass(frozen=True)
class ForestMember(ArrayMember):
    """Trees whose leaves add up to the shift. Nodes are numbered through all trees; N is how many there are.

    Attributes:
        roots: Each tree's first node, shape (T,).
        feature: The column a node looks at, shape (N,); any for a leaf.
        threshold: A value above it goes right, shape (N,); infinite for a leaf.
        children: Left and right, shape (N, 2); a leaf's are itself.
        value: What a leaf adds to the shift; of an inner node, the mean of what was below it, shape (N,).
        depth: Steps to the deepest leaf, shape ().
        base: What every bet gets, shape ().
    """

    roots: Ints
    feature: Ints
    threshold: Floats
    children: Ints
    value: Floats
    depth: Ints
    base: Floats

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        parts = [row_sums(self._leaves(rows)) for rows in _chunks(features)]
        return np.asarray(self.base + np.concatenate(parts), dtype=np.float64)

    def contributions(self, features: Floats) -> Floats:
        """Each split's change of the mean, credited to its feature (Saabas, 2014); exact in sum."""
        return np.concatenate([self._paths(rows) for rows in _chunks(features)])

    def check(self, width: int) -> None:
        """See ``Member``."""
        n = len(self.feature)
        require(self.threshold.shape == (n,) and not np.isnan(self.threshold).any(), "the splits do not fit the nodes")
        require_shape(self.value, (n,), "the leaves")
        require_shape(self.base, (), "the base")
        require(self.children.shape == (n, 2) and self.feature.shape == (n,), "the nodes do not fit each other")
        for array, below, what in ((self.children, n, "a child"), (self.feature, width, "a feature")):
            require_indices(array, below, what)
        require(self.roots.ndim == 1, "the roots are no list")
        require_indices(self.roots, n, "a root")
        require(self.depth.shape == () and 0 <= int(self.depth) <= DEEPEST, f"the trees are deeper than {DEEPEST}")

    def _leaves(self, features: Floats) -> Floats:
        node = np.tile(self.roots, (len(features), 1))
        for _ in range(int(self.depth)):
            node = self._next(node, features)
        return np.asarray(self.value[node], dtype=np.float64)

    def _paths(self, features: Floats) -> Floats:
        n, width = features.shape
        parts = np.zeros(n * width)
        node = np.tile(self.roots, (n, 1))
        for _ in range(int(self.depth)):
            cell = np.arange(n)[:, None] * width + self.feature[node]
            below = self._next(node, features)
            parts += np.bincount(cell.ravel(), (self.value[below] - self.value[node]).ravel(), minlength=n * width)
            node = below
        return parts.reshape(n, width)

    def _next(self, node: Ints, features: Floats) -> Ints:
        """Where each bet goes from where it is in each tree, shape (n, T)."""
        asked = np.take_along_axis(features, self.feature[node], axis=1)
        right = asked > self.threshold[node]
        return np.asarray(self.children.ravel()[2 * node + right], dtype=np.int64)


def _chunks(features: Floats) -> list[Floats]:
    return [features[start : start + CHUNK] for start in range(0, max(len(features), 1), CHUNK)]
