"""Shrunk means of view columns as functions of the columns, one at a time or many at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from pikkit.features.definitions.feature import Columns, Floats, floats, stacked
from pikkit.features.definitions.shrinkage import shrunk


@dataclass(frozen=True)
class ShrunkMean:
    """A mean, pulled towards another; called with the columns of n bets it gives their values, shape (n,).

    Attributes:
        total: The column of sums.
        count: The column of how many were summed.
        strength: How many observations of the parent count beside the mean's own.
        parent: What it is pulled towards; None: 0.
    """

    total: str
    count: str
    strength: float
    parent: "ShrunkMean | None" = None

    def __call__(self, columns: Columns) -> Floats:
        """Its values for n bets, shape (n,)."""
        parent = self.parent(columns) if self.parent else 0.0
        return shrunk(floats(columns, self.total), floats(columns, self.count), parent, self.strength)

    def lineage(self) -> Iterator["ShrunkMean"]:
        """Itself, its parent, and so on."""
        yield self
        if self.parent:
            yield from self.parent.lineage()

    @property
    def generation(self) -> int:
        """How many it descends from."""
        return len(list(self.lineage())) - 1


class ShrunkMeans:
    """Many means at once: a generation after the other, each mean but once.

    For a single bet, what NumPy takes for a call is nearly all there is to pay: a hundred calls, or ten.
    """

    def __init__(self, wanted: Sequence[ShrunkMean]) -> None:
        means = sorted({each for mean in wanted for each in mean.lineage()}, key=lambda mean: mean.generation)
        row = {mean: place for place, mean in enumerate(means)}
        self._totals, self._counts = tuple(mean.total for mean in means), tuple(mean.count for mean in means)
        self._wanted = np.array([row[mean] for mean in wanted], dtype=np.int64)
        self._generations = [
            _Generation.of(list(same), row) for _, same in groupby(means, key=lambda mean: mean.generation)
        ]

    def __call__(self, columns: Columns) -> Floats:
        """Their values for n bets, shape (number wanted, n)."""
        totals, counts = (stacked(columns, names) for names in (self._totals, self._counts))
        values = np.zeros((len(totals) + 1, totals.shape[-1]))  # the last row stays 0: the parent of the first
        for generation in self._generations:
            rows = generation.rows
            parents = values[generation.parents]
            values[rows] = shrunk(totals[rows], counts[rows], parents, generation.strength)
        return values[self._wanted]


@dataclass(frozen=True)
class _Generation:
    """Means whose parents are worked out before them: their rows, those of their parents, and their strengths."""

    rows: slice
    parents: npt.NDArray[np.int64]
    strength: Floats

    @classmethod
    def of(cls, means: Sequence[ShrunkMean], row: dict[ShrunkMean, int]) -> "_Generation":
        parents = np.array([row[mean.parent] if mean.parent else -1 for mean in means])
        strength = np.array([[mean.strength] for mean in means], dtype=np.float64)
        return cls(slice(row[means[0]], row[means[-1]] + 1), parents, strength)
