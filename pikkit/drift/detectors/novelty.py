"""Values that the reference never saw: a new book, a new league, odds in another format."""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.detector_values import Values
from pikkit.drift.detectors.detector import Compares, Detector, Measured
from pikkit.drift.effect_bands import Bands


@dataclass(frozen=True)
class SeenValues:
    """What is known of one feature: a range, or categories; and how likely the next value is none of it."""

    ends: tuple[float, float] | None
    names: frozenset[str]
    chance: float
    n: int


class Novelty(Detector[SeenValues]):
    """Counts categories the reference does not know, or numbers outside its range.

    Without drift the next number is beyond n others with a chance of 2 / (n + 1), and the next category is a new one
    with about the share of those seen once (Good, *Biometrika* 40, 1953; here plus one, which also makes it no less
    than what an unseen category could hide behind). The p-value is the binomial tail.
    """

    name = "novelty"
    effect_name = "share of bets with a value never seen"
    bands = Bands(0.02, 0.05)
    compares = frozenset({Compares.TOLD})

    def learn(self, reference: Values) -> SeenValues:
        """Remember the range, or the categories."""
        if reference.dtype.kind in "fiu":
            known = reference[np.isfinite(reference)]
            ends = (float(known.min()), float(known.max())) if len(known) else (-np.inf, np.inf)
            return SeenValues(ends, frozenset(), 2 / (len(known) + 1), len(reference))
        names, counts = np.unique(reference.astype(str), return_counts=True)
        chance = (1 + int(np.sum(counts == 1))) / (len(reference) + 1)
        return SeenValues(None, frozenset(names.tolist()), chance, len(reference))

    def measure(self, known: SeenValues, window: Values) -> Measured:
        """How many values are new; the effect is their share."""
        from scipy.stats import binom

        new = _new(known, window)
        p = float(binom.sf(new - 1, len(window), min(known.chance, 1.0)))
        return Measured(float(new), p, new / len(window), known.n, len(window))


def _new(known: SeenValues, window: Values) -> int:
    if known.ends is not None:
        return int(np.sum((window < known.ends[0]) | (window > known.ends[1])))
    names, counts = np.unique(window.astype(str), return_counts=True)
    is_new = np.array([name not in known.names for name in names.tolist()], dtype=np.bool_)
    return int(counts[is_new].sum())
