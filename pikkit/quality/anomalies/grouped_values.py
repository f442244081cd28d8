"""Values in groups, sorted once, so that every statistic of every group is an array operation."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GroupedSample:
    """n finite values in g groups, ordered by group and value within it.

    Attributes:
        values: Shape (n,).
        counts: Shape (g,), how many each group has, at least 1.
    """

    values: Floats
    counts: Ints

    @classmethod
    def of(cls, values: Floats, groups: Ints, group_count: int) -> "GroupedSample":
        """Sort values of groups numbered [0, group_count), none of them empty."""
        counts = np.bincount(groups, minlength=group_count)
        small = np.uint16 if group_count <= np.iinfo(np.uint16).max else np.int64  # 16 bits: a radix sort
        together = values[np.argsort(groups.astype(small), kind="stable")] if group_count > 1 else values.copy()
        return cls(_sorted_within(together, counts), counts)

    @property
    def starts(self) -> Ints:
        """Where each group starts, shape (g,)."""
        return np.cumsum(self.counts) - self.counts

    def mean(self) -> Floats:
        """Each group's mean."""
        return np.asarray(np.add.reduceat(self.values, self.starts) / self.counts, dtype=np.float64)

    def standard_deviation(self) -> Floats:
        """Each group's population standard deviation, in two passes."""
        squares = (self.values - np.repeat(self.mean(), self.counts)) ** 2
        return np.asarray(np.sqrt(np.add.reduceat(squares, self.starts) / self.counts), dtype=np.float64)

    def quantile(self, share: float) -> Floats:
        """Each group's quantile, interpolated linearly (Hyndman & Fan's type 7, the default of NumPy and R)."""
        place = (self.counts - 1) * share
        below = np.floor(place).astype(np.int64)
        above = np.minimum(below + 1, self.counts - 1)
        low, high = self.values[self.starts + below], self.values[self.starts + above]
        return np.asarray(low + (high - low) * (place - below), dtype=np.float64)

    def distances(self, centre: Floats) -> "GroupedSample":
        """The absolute distances of all values from their group's centre, as a sample of the same groups."""
        distances = np.abs(self.values - np.repeat(centre, self.counts))
        return GroupedSample(_sorted_within(distances, self.counts), self.counts)


def _sorted_within(values: Floats, counts: Ints) -> Floats:
    """Sort in place, each group by itself: sorting values costs a fraction of sorting their places."""
    ends = np.cumsum(counts).tolist()
    for start, end in zip([0, *ends], ends, strict=False):
        values[start:end].sort()
    return values
