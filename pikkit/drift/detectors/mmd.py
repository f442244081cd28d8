"""The maximum mean discrepancy of rows of features, tested by permutation."""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.row_sample import Standardisation, sampled
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult


@dataclass(frozen=True)
class MaximumMeanDiscrepancy:
    """Compares joint distributions by a Gaussian kernel (Gretton et al., *JMLR* 13, 2012).

    The kernel's width is the median distance of reference rows. Time and memory grow with the square of the rows, so
    at most ``rows`` of each side are drawn.
    """

    name: str = "mmd"
    rows: int = 500
    permutations: int = 499
    seed: int = 0
    alpha: float = ALPHA

    def fit(self, reference: Floats, feature: str) -> "FittedMmd":
        """Draw and scale the reference, and choose the kernel's width."""
        scale = Standardisation.of(reference, feature)
        drawn = scale.applied(sampled(reference, self.rows, self.seed))
        return FittedMmd(feature, drawn, scale, median_distance(drawn), self)


@dataclass(frozen=True)
class FittedMmd:
    """The test against one reference."""

    feature: str
    reference: Floats
    scale: Standardisation
    width: float
    made_by: MaximumMeanDiscrepancy

    def compare(self, window: Floats) -> DriftResult:
        """The discrepancy of a window's rows; its effect is the root of the unbiased estimate."""
        ours = self.made_by
        drawn = self.scale.applied(sampled(self.scale.checked(window, "window"), ours.rows, ours.seed + 1))
        kernel = gaussian_kernel(np.vstack([self.reference, drawn]), self.width)
        n, m = len(self.reference), len(drawn)
        first = np.repeat([True, False], [n, m])
        found = squared_mmd(kernel, first[None])[0]
        generator = np.random.default_rng(ours.seed)
        shuffled = generator.permuted(np.tile(first, (ours.permutations, 1)), axis=1)
        p = (1 + int(np.sum(squared_mmd(kernel, shuffled) >= found))) / (1 + ours.permutations)
        effect, bands = float(np.sqrt(max(found, 0.0))), BANDS["mmd"]
        severity = bands.severity(effect, p, ours.alpha)
        return DriftResult(
            self.feature, "mmd", float(found), p, effect, "maximum mean discrepancy", bands.warning, n, m, severity
        )


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
    found = float(np.sqrt(np.median(squared))) if len(squared) else 0.0
    return found or 1.0


def _squared_distances(rows: Floats) -> Floats:
    square = np.sum(rows**2, axis=1)
    return np.asarray(np.maximum(square[:, None] + square[None] - 2 * rows @ rows.T, 0.0), dtype=np.float64)
