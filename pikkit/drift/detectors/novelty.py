"""Values that the reference never saw: a new book, a new league, odds in another format."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Values
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult


@dataclass(frozen=True)
class Novelty:
    """Counts categories the reference does not know, or numbers outside its range.

    Without drift the next number is beyond n others with a chance of 2 / (n + 1), and the next category is a new one
    with about the share of those seen once (Good, *Biometrika* 40, 1953; here plus one, which also makes it no less
    than what an unseen category could hide behind). The p-value is the binomial tail.
    """

    name: str = "novelty"
    alpha: float = ALPHA

    def fit(self, reference: Values, feature: str) -> "FittedNovelty":
        """Remember the range, or the categories."""
        if not len(reference):
            raise InputError(f"The reference holds no value of {feature}, so there is nothing to compare.")
        if reference.dtype.kind in "fiu":
            known = reference[np.isfinite(reference)]
            ends = (float(known.min()), float(known.max())) if len(known) else (-np.inf, np.inf)
            return FittedNovelty(feature, ends, frozenset(), 2 / (len(known) + 1), len(reference), self.alpha)
        names, counts = np.unique(reference.astype(str), return_counts=True)
        chance = (1 + int(np.sum(counts == 1))) / (len(reference) + 1)
        return FittedNovelty(feature, None, frozenset(names.tolist()), chance, len(reference), self.alpha)


@dataclass(frozen=True)
class FittedNovelty:
    """What is known of one feature: a range, or categories; and how likely the next value is none of it."""

    feature: str
    ends: tuple[float, float] | None
    names: frozenset[str]
    chance: float
    n: int
    alpha: float = ALPHA

    def compare(self, window: Values) -> DriftResult:
        """The share of new values."""
        from scipy.stats import binom

        if not len(window):
            raise InputError(f"The window holds no value of {self.feature}, so there is nothing to compare.")
        new, bands = self._new(window), BANDS["novelty"]
        p, share = float(binom.sf(new - 1, len(window), min(self.chance, 1.0))), new / len(window)
        severity = bands.severity(share, p, self.alpha)
        return DriftResult(
            self.feature, "novelty", float(new), p, share, "share of bets with a value never seen", bands.warning,
            self.n, len(window), severity,
        )  # fmt: skip

    def _new(self, window: Values) -> int:
        if self.ends is not None:
            return int(np.sum((window < self.ends[0]) | (window > self.ends[1])))
        names, counts = np.unique(window.astype(str), return_counts=True)
        return int(
            sum(count for name, count in zip(names.tolist(), counts.tolist(), strict=True) if name not in self.names)
        )
