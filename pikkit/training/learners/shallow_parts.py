"""SHAP values of XGBoost's trees of up to three questions, looked up: the same to the last bit, sooner.

What a tree adds to each column's part depends on its seven answers alone. XGBoost itself is asked once what each tree
says for all answers that rows can give; the parts of a row are then found in a table and added up as XGBoost does,
32-bit floats, tree after tree.
"""

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Self

import numpy as np

from pikkit.training.dataset import Floats, Ints
from pikkit.training.learners.shallow_trees import BLOCK, QUESTIONS, ShallowTrees
from pikkit.training.learners.walked import Floats32
from pikkit.training.learners.xgboost_core import load_xgboost

if TYPE_CHECKING:
    import xgboost as xgb

SINGLY = 64
"""Up to so many rows all trees are added up by one call; more cost less tree after tree."""
MOST_TREES = 2_000
"""Of more, nothing is kept: 4 kB and a call of XGBoost each."""


@dataclass(frozen=True)
class ShallowParts:
    """The parts of trees.

    Attributes:
        trees: Whose.
        columns: The columns that each tree asks about, then F, as often as it takes, shape (T, QUESTIONS).
        parts: What a tree adds to each of these, for every number that its answers can make,
            shape (T · 2^QUESTIONS, QUESTIONS).
        width: F.
    """

    trees: ShallowTrees
    columns: Ints
    parts: Floats32
    width: int

    @classmethod
    def of(cls, booster: "xgb.Booster", trees: ShallowTrees) -> Self | None:
        """Ask a booster for the parts of its trees; None if there are too many."""
        width, count = int(booster.num_features()), trees.asked.shape[1]
        if count > MOST_TREES or booster.num_boosted_rounds() != count:
            return None
        columns = np.full((count, QUESTIONS), width, dtype=np.int64)
        parts = np.zeros((count, 2**QUESTIONS, QUESTIONS), dtype=np.float32)
        matrix = load_xgboost().DMatrix
        for tree in range(count):
            asked = np.unique(trees.column[trees.asked[:, tree]])
            rows = _rows(trees, tree, asked, width)
            shap = booster[tree : tree + 1].predict(matrix(rows, nthread=1), pred_contribs=True)
            columns[tree, : len(asked)] = asked
            parts[tree, trees.answered(rows)[tree], : len(asked)] = shap[:, asked]
        return cls(trees, columns, parts.reshape(-1, QUESTIONS), width)

    def of_rows(self, features: Floats) -> Floats32:
        """Each column's part of n rows without infinite values, shape (n, F)."""
        starts = range(0, len(features), BLOCK)
        blocks = [self._block(features[start : start + BLOCK]) for start in starts]
        return np.concatenate(blocks) if blocks else np.zeros((0, self.width), dtype=np.float32)

    def _block(self, features: Floats) -> Floats32:
        added = self.parts.take(self.trees.answered(features) + self.trees.first, axis=0)
        n = len(features)
        if n <= SINGLY:
            total = np.zeros((n, self.width + 1), dtype=np.float32)
            places = self.columns[:, None] + (self.width + 1) * np.arange(n)[:, None]
            np.add.at(total.ravel(), places.ravel(), added.ravel())
            return total[:, :-1]
        by_column = np.zeros((self.width + 1, n), dtype=np.float32)
        for columns, tree in zip(self.columns, added.transpose(0, 2, 1), strict=True):
            by_column[columns] += tree
        return by_column[:-1].T


def _rows(trees: ShallowTrees, tree: int, columns: Ints, width: int) -> Floats:
    """Rows that give every answer to a tree's questions that a row can give."""
    questions = np.unique(trees.asked[:, tree])
    values = []
    for column in columns.tolist():
        about = questions[trees.column[questions] == column]
        below = np.unique(trees.below[about, 0])
        gap = [np.nan] if len(about) > 1 else []  # to a single question it gives an answer that numbers give, too
        values.append([np.nextafter(below[0], np.float32(-np.inf)), *below, *gap])
    combined = np.array(list(product(*values)), dtype=np.float64)
    rows = np.zeros((len(combined), width))
    rows[:, columns] = combined
    return rows
