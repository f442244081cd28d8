"""The population stability index, of categories and of binned numbers."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.bins import Bins, Counts, bins_of
from pikkit.drift.detector_values import Floats, Values
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult

UNSEEN = 0.5
"""What is added to every count, so that a category one side never saw has a finite index (Jeffreys)."""


@dataclass(frozen=True)
class Psi:
    """Compares shares: sum of (w − r) · ln(w / r) over bins (Siddiqi, *Credit Risk Scorecards*, 2006).

    Without drift the index divided by 1/n + 1/m is about chi-square with one degree of freedom less than there are
    bins (Yurdakul & Naranjo, *Journal of Risk Model Validation* 14(4), 2020): that gives its p-value, and what chance
    alone adds on average, which is not counted as effect.
    """

    name: str = "psi"
    alpha: float = ALPHA

    def fit(self, reference: Values, feature: str) -> "FittedPsi":
        """Bin the reference."""
        if not len(reference):
            raise InputError(f"The reference holds no value of {feature}, so there is nothing to compare.")
        bins = bins_of(reference)
        return FittedPsi(feature, bins, bins.counts(reference), self.alpha)


@dataclass(frozen=True)
class FittedPsi:
    """The index against one reference."""

    feature: str
    bins: Bins
    counts: Counts
    alpha: float = ALPHA

    def compare(self, window: Values) -> DriftResult:
        """The index of a window's values."""
        from scipy.stats import chi2

        if not len(window):
            raise InputError(f"The window holds no value of {self.feature}, so there is nothing to compare.")
        found = self.bins.counts(window)
        used = (self.counts + found) > 0
        n, m = int(self.counts.sum()), int(found.sum())
        index = population_stability_index(self.counts[used], found[used])
        freedom, noise = max(int(used.sum()) - 1, 1), 1 / n + 1 / m
        p, bands = float(chi2.sf(index / noise, freedom)), BANDS["psi"]
        effect = max(index - freedom * noise, 0.0)
        severity = bands.severity(effect, p, self.alpha)
        return DriftResult(self.feature, "psi", index, p, effect, "PSI beyond chance", bands.warning, n, m, severity)


def population_stability_index(reference: Counts, window: Counts) -> float:
    """The index of two counts of the same bins."""
    r, w = _shares(reference), _shares(window)
    return float(np.sum((w - r) * np.log(w / r)))


def _shares(counts: Counts) -> Floats:
    smoothed = counts + UNSEEN * (np.min(counts) == 0)
    return np.asarray(smoothed / smoothed.sum(), dtype=np.float64)
