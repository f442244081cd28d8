"""A kernel smoother: bets move to the close as bets like them did, near in price and in what their histories say."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.dataset import Floats, Ints
from pikkit.training.learners.array_member import ArrayMember
from pikkit.training.learners.learner import MIN_TAUGHT
from pikkit.training.learners.scaling import Scaling
from pikkit.training.learners.shape import require, require_indices, require_shape
from pikkit.training.recipe import Recipe
from pikkit.training.row_sums import row_sums
from pikkit.training.soft_target import Lessons

AXES = 12
"""Features that near is measured in: those a ridge regression leans on most, each as far apart as it leans on it."""
HALVINGS = 8
"""Cells: two to this power."""
CELL_BETS = 20
"""Bets a cell must keep."""
WIDTH = 1.4
"""The kernel's standard deviation; an axis of mean importance has a standard deviation of 1."""
PRIOR_BETS = 50.0
"""How many bets without movement every bet is also near to: far from all that was seen, nothing is said."""
CHUNK = 1024


@dataclass(frozen=True)
class KernelMember(ArrayMember):
    """Nadaraya–Watson regression (1964) over the centres of cells of bets, shrunk to no movement.

    Attributes:
        mean, scale: The features' ``Scaling``, shape (F,).
        axes: The features used, shape (A,).
        stretch: Each axis's importance, in units of the kernel's width, shape (A,).
        centres: The cells' mean bets, stretched, shape (M, A).
        bets: Weight of the bets in each cell, shape (M,).
        moved: Their movements, added up, shape (M,).
    """

    mean: Floats
    scale: Floats
    axes: Ints
    stretch: Floats
    centres: Floats
    bets: Floats
    moved: Floats

    def shift(self, features: Floats) -> Floats:
        """See ``Member``."""
        return np.concatenate([self._smoothed(_sum_of_squares(at, self.centres)) for at in self._placed(features)])

    def contributions(self, features: Floats) -> Floats:
        """Shapley values estimated from two opposite orders in which the features move from typical to theirs."""
        total = np.zeros_like(features)
        parts = np.concatenate([self._shares(at) for at in self._placed(features)])
        total[:, self.axes] = parts
        return total

    def check(self, width: int) -> None:
        """See ``Member``."""
        Scaling(self.mean, self.scale).check(width)
        axes, cells = len(self.axes), len(self.bets)
        require(self.axes.shape == (axes,), "the axes are no list")
        require_indices(self.axes, width, "an axis")
        require_shape(self.stretch, (axes,), "the stretches")
        require_shape(self.centres, (cells, axes), "the centres")
        for name, array in (("the cells' bets", self.bets), ("the cells' movements", self.moved)):
            require_shape(array, (cells,), name)
        require(bool((self.bets >= 0).all()), "a cell has less than no bets")

    def _placed(self, features: Floats) -> list[Floats]:
        """Where bets lie on the axes, in chunks."""
        standard = Scaling(self.mean[self.axes], self.scale[self.axes]).apply(features[:, self.axes])
        at = standard * self.stretch
        return [at[start : start + CHUNK] for start in range(0, max(len(at), 1), CHUNK)]

    def _smoothed(self, squares: Floats) -> Floats:
        """The local mean, from squared distances to the centres, shape (n, M)."""
        near = np.exp(-0.5 * squares)
        return row_sums(near * self.moved) / (row_sums(near * self.bets) + PRIOR_BETS)

    def _shares(self, at: Floats) -> Floats:
        orders = (range(at.shape[1]), range(at.shape[1] - 1, -1, -1))
        shares = np.zeros_like(at)
        for order in orders:
            squares = np.tile((self.centres**2).sum(axis=1), (len(at), 1))
            before = self._smoothed(squares)
            for axis in order:
                centre = self.centres[:, axis]
                squares = squares + (at[:, [axis]] - centre) ** 2 - centre**2
                after = self._smoothed(squares)
                shares[:, axis] += (after - before) / len(orders)
                before = after
        return shares


class MovementKernel:
    """Smooths the movement over price and history on the bets that have a close."""

    name = "movement_kernel"
    member = KernelMember

    def fit(self, lessons: Lessons, recipe: Recipe) -> KernelMember | None:
        """See ``Learner``."""
        taught = lessons.take(lessons.taught)
        if len(taught.label) < MIN_TAUGHT:
            return None
        scaling = Scaling.fit(taught.features)
        standard = scaling.apply(taught.features)
        axes, importance = _axes(standard, taught, recipe)
        at = standard[:, axes] * importance / WIDTH
        weight, movement = taught.weight, taught.movement
        cells = _cells(at)
        return KernelMember(
            mean=scaling.mean,
            scale=scaling.scale,
            axes=axes,
            stretch=importance / WIDTH,
            centres=np.array([np.average(at[rows], axis=0, weights=weight[rows]) for rows in cells]),
            bets=np.array([weight[rows].sum() for rows in cells]),
            moved=np.array([(weight[rows] * movement[rows]).sum() for rows in cells]),
        )


def _axes(standard: Floats, taught: Lessons, recipe: Recipe) -> tuple[Ints, Floats]:
    """Which features, and how important each is against their mean."""
    from sklearn.linear_model import Ridge

    ridge = Ridge(alpha=recipe.ridge_penalty).fit(standard, taught.movement, sample_weight=taught.uneven_weight)
    leaned = np.abs(ridge.coef_)
    axes = np.sort(np.argsort(-leaned, kind="stable")[:AXES])
    return axes, leaned[axes] / max(leaned[axes].mean(), 1e-12)


def _cells(at: Floats) -> list[Ints]:
    """Cells of equally many bets: halve at the median of the axis along which a cell is widest (a k-d tree)."""
    cells = [np.arange(len(at))]
    for _ in range(HALVINGS):
        if len(cells[0]) < 2 * CELL_BETS:
            break
        cells = [half for rows in cells for half in _halves(at, rows)]
    return cells


def _halves(at: Floats, rows: Ints) -> tuple[Ints, Ints]:
    widest = at[rows].var(axis=0).argmax()
    order = rows[np.argsort(at[rows, widest], kind="stable")]
    return order[: len(order) // 2], order[len(order) // 2 :]


def _sum_of_squares(at: Floats, centres: Floats) -> Floats:
    """Squared distances, shape (n, M), the same to the last bit for one bet as for many (which BLAS's are not)."""
    squares = np.zeros((len(at), len(centres)))
    for axis in range(at.shape[1]):
        squares += (at[:, [axis]] - centres[:, axis]) ** 2
    return squares
