"""The maximum mean discrepancy of rows of features, tested by permutation."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Measured
from pikkit.drift.detectors.row_sample import RowDetector, Standardisation, drawn_places, sampled
from pikkit.drift.effect_bands import Bands


@dataclass(frozen=True)
class KernelReference:
    """Drawn and scaled reference rows, shape (n, F), and the width of the kernel they are compared by."""

    rows: Floats
    scale: Standardisation
    width: float


@dataclass(frozen=True)
class MaximumMeanDiscrepancy(RowDetector[KernelReference]):
    """Compares joint distributions by a Gaussian kernel (Gretton et al., *JMLR* 13, 2012).

    The kernel's width is the median distance of reference rows. Time and memory grow with the square of the rows, so
    at most ``rows`` of each side are drawn.
    """

    rows: int = 500
    permutations: int = 499
    seed: int = 0

    name = "mmd"
    effect_name = "maximum mean discrepancy"
    bands = Bands(0.1, 0.2)

    def learn(self, reference: Floats) -> KernelReference:
        """Draw and scale the reference, and choose the kernel's width."""
        scale = Standardisation.of(reference)
        drawn = scale.applied(sampled(reference, self.rows, self.seed))
        return KernelReference(drawn, scale, median_distance(drawn))

    def places(self, count: int) -> npt.NDArray[np.int64]:
        """At most ``rows`` of them."""
        return drawn_places(count, self.rows, self.seed + 1)

    def judge(self, known: KernelReference, drawn: Floats) -> Measured:
        """The discrepancy of a window's rows; its effect is the root of the unbiased estimate."""
        drawn = known.scale.applied(drawn)
        kernel = gaussian_kernel(np.vstack([known.rows, drawn]), known.width)
        n, m = len(known.rows), len(drawn)
        first = np.repeat([True, False], [n, m])
        statistic = squared_mmd(kernel, first[None])[0]
        generator = np.random.default_rng(self.seed)
        shuffled = generator.permuted(np.tile(first, (self.permutations, 1)), axis=1)
        p = (1 + int(np.sum(squared_mmd(kernel, shuffled) >= statistic))) / (1 + self.permutations)
        return Measured(float(statistic), p, float(np.sqrt(max(statistic, 0.0))), n, m)


def gaussian_kernel(rows: Floats, width: float) -> Floats:
    """exp(−|x − y|² / (2 width²)) of all pairs, shape (n, n)."""
    return np.asarray(np.exp(-_squared_distances(rows) / (2 * width**2)), dtype=np.float64)


def squared_mmd(kernel: Floats, first: np.ndarray) -> Floats:
    """The unbiased estimate of the squared discrepancy for each way to divide the rows.

    Args:
        kernel: Shape (N, N).
        first: Shape (k, N), which rows are the first sample's; equally many in each.
    """
    one, other = first.astype(np.float64), (~first).astype(np.float64)
    n, m = one[0].sum(), other[0].sum()
    to_one = one @ kernel
    within_one, across = np.sum(to_one * one, axis=1), np.sum(to_one * other, axis=1)
    within_other = kernel.sum() - within_one - 2 * across
    result = (within_one - n) / (n * (n - 1)) + (within_other - m) / (m * (m - 1)) - 2 * across / (n * m)
    return np.asarray(result, dtype=np.float64)


def median_distance(rows: Floats) -> float:
    """The median distance of two rows; 1 if most are equal."""
    squared = _squared_distances(rows)[np.triu_indices(len(rows), k=1)]
    median = float(np.sqrt(np.median(squared))) if len(squared) else 0.0
    return median or 1.0


def _squared_distances(rows: Floats) -> Floats:
    square = np.sum(rows**2, axis=1)
    return np.asarray(np.maximum(square[:, None] + square[None] - 2 * rows @ rows.T, 0.0), dtype=np.float64)
