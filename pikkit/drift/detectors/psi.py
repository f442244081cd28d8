"""The population stability index, of categories and of binned numbers."""

import numpy as np

from pikkit.drift.bins import BinnedReference, Counts, binned_reference
from pikkit.drift.detector_values import Floats, Values
from pikkit.drift.detectors.detector import Compares, Detector, Measured
from pikkit.drift.effect_bands import Bands

UNSEEN = 0.5
"""What is added to every count, so that a category one side never saw has a finite index (Jeffreys)."""


class Psi(Detector[BinnedReference]):
    """Compares shares: sum of (w − r) · ln(w / r) over bins (Siddiqi, *Credit Risk Scorecards*, 2006).

    Without drift the index divided by 1/n + 1/m is about chi-square with one degree of freedom less than there are
    bins (Yurdakul & Naranjo, *Journal of Risk Model Validation* 14(4), 2020): that gives its p-value, and what chance
    alone adds on average, which is not counted as effect.
    """

    name = "psi"
    effect_name = "PSI beyond chance"
    bands = Bands(0.2, 0.25)
    compares = frozenset({Compares.NUMBERS, Compares.CATEGORIES})

    def learn(self, reference: Values) -> BinnedReference:
        """Bin the reference."""
        return binned_reference(reference)

    def measure(self, known: BinnedReference, window: Values) -> Measured:
        """The index of a window's values."""
        from scipy.stats import chi2

        counts = known.bins.counts(window)
        used = (known.counts + counts) > 0
        n, m = int(known.counts.sum()), int(counts.sum())
        index = population_stability_index(known.counts[used], counts[used])
        freedom, noise = max(int(used.sum()) - 1, 1), 1 / n + 1 / m
        return Measured(index, float(chi2.sf(index / noise, freedom)), max(index - freedom * noise, 0.0), n, m)


def population_stability_index(reference: Counts, window: Counts) -> float:
    """The index of two counts of the same bins."""
    r, w = _shares(reference), _shares(window)
    return float(np.sum((w - r) * np.log(w / r)))


def _shares(counts: Counts) -> Floats:
    smoothed = counts + UNSEEN * (np.min(counts) == 0)
    return np.asarray(smoothed / smoothed.sum(), dtype=np.float64)
