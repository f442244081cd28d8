"""XGBoost's trees of up to three questions, asked of all rows at once by NumPy: the same sums to the last bit, sooner.

Every different question ("is this column below that number") is asked once of a block of rows. The seven answers that a
tree could need are the bits of a number, and a table says which leaf that number leads to. As XGBoost does, 32-bit
floats are compared and added, tree after tree.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from pikkit.training.dataset import Floats, Ints
from pikkit.training.learners.walked import Floats32, WalkedTrees

DEPTH = 3
QUESTIONS = 2**DEPTH - 1
BLOCK = 256
"""Rows at a time: what is worked out of so many stays in the processor's cache."""


@dataclass(frozen=True)
class ShallowTrees:
    """Trees whose leaves add up to a margin that begins at 0.

    Attributes:
        column: Of each of Q different questions, shape (Q,).
        below: The number it compares with, shape (Q, 1).
        missing: What its answer is where the column is NaN, 0 or 1, shape (Q, 1).
        asked: Which question is a tree's k-th, level by level from its root, shape (QUESTIONS, T).
        first: Where a tree's part of ``leaves`` begins, shape (T, 1).
        leaves: What each tree adds, for every number that its answers can make, shape (T · 2^QUESTIONS,).
    """

    column: Ints
    below: Floats32
    missing: npt.NDArray[np.uint8]
    asked: Ints
    first: Ints
    leaves: Floats32

    @classmethod
    def of(cls, trees: WalkedTrees) -> Self | None:
        """Arrange trees so; None if one is deeper."""
        if trees.depth > DEPTH:
            return None
        levels = _levels(trees)
        nodes = np.concatenate(levels[:DEPTH], axis=1)
        asks = (trees.feature[nodes], trees.split[nodes].view(np.int32), trees.missing_left[nodes])
        questions = np.column_stack([column.ravel() for column in asks])
        different, asked = np.unique(questions, axis=0, return_inverse=True)
        below = different[:, 1].astype(np.int32).view(np.float32)
        size = 2**QUESTIONS
        return cls(
            different[:, 0].astype(np.int64),
            below[:, None],
            different[:, 2:].astype(np.uint8),
            np.ascontiguousarray(asked.reshape(nodes.shape).T),
            np.arange(len(nodes), dtype=np.int64)[:, None] * size,
            trees.split[levels[DEPTH]][:, _reached(np.arange(size))].ravel(),
        )

    def margins(self, features: Floats) -> Floats32:
        """What the booster says of n rows without infinite values, shape (n,)."""
        if len(features) <= BLOCK:
            return self._block(features)
        starts = range(0, len(features), BLOCK)
        return np.concatenate([self._block(features[start : start + BLOCK]) for start in starts])

    def _block(self, features: Floats) -> Floats32:
        return _in_order(self.leaves.take(self.answered(features) + self.first))

    def answered(self, features: Floats) -> npt.NDArray[np.uint8]:
        """The number that each tree's answers make for n rows, shape (T, n)."""
        values = features.T.astype(np.float32, order="C").take(self.column, axis=0)
        answers = (values < self.below).view(np.uint8)
        gaps = np.isnan(values)
        if gaps.any():
            answers = np.where(gaps, self.missing, answers)
        number: npt.NDArray[np.uint8] = answers.take(self.asked[-1], axis=0)
        for asked in self.asked[-2::-1]:
            number += number
            number += answers.take(asked, axis=0)
        return number


def _in_order(added: Floats32) -> Floats32:
    """Sums of columns, row after row; a single column NumPy would add up in pairs, which rounds otherwise."""
    if added.shape[1] == 1:
        return np.asarray(np.add.accumulate(added, axis=0)[-1])
    return np.asarray(np.add.reduce(added, axis=0))


def _levels(trees: WalkedTrees) -> list[Ints]:
    """The nodes of each level, shape (T, 2^level); a leaf stands in for all that would be below it."""
    below = trees.children.reshape(-1, 2)
    levels = [trees.roots[:, None]]
    for _ in range(DEPTH):
        levels.append(below[levels[-1]].reshape(len(trees.roots), -1))
    return levels


def _reached(number: Ints) -> npt.NDArray[np.int64]:
    """Which leaf of the last level the answers lead to."""
    node = np.zeros_like(number)
    for level in range(DEPTH):
        node = 2 * node + (number >> (2**level - 1 + node) & 1)
    return node
