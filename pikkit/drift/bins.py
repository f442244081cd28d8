"""How a feature's values are counted: in bins of equally many reference values, or by category."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from pikkit.drift.detector_values import Floats, Values

Counts = npt.NDArray[np.int64]

FEW_VALUES = 12
"""A numeric feature with at most so many values is counted by value: flags, weekdays."""
MISSING, OTHER, NEW = "missing", "other", "new"


class Bins(Protocol):
    """A way to count values; each has one place."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What the places are called."""
        ...

    def counts(self, values: Values) -> Counts:
        """How many values there are in each place."""
        ...


@dataclass(frozen=True)
class QuantileBins:
    """Bins between quantiles of the reference, open at both ends, and a place for what is not finite."""

    edges: Floats

    @classmethod
    def of(cls, reference: Values, bins: int = 10) -> "QuantileBins":
        """At most ``bins``; values that are frequent get fewer, wider ones."""
        values = np.asarray(reference, dtype=np.float64)
        values = values[np.isfinite(values)]
        inner = np.quantile(values, np.linspace(0, 1, bins + 1)[1:-1]) if len(values) else np.empty(0)
        return cls(np.unique(inner))

    @property
    def labels(self) -> tuple[str, ...]:
        """The bins' bounds."""
        names = [f"{edge:.4g}" for edge in self.edges]
        return (
            (f"≤ {names[0]}", *(f"≤ {name}" for name in names[1:]), f"> {names[-1]}", MISSING)
            if names
            else ("all", MISSING)
        )

    def counts(self, values: Values) -> Counts:
        """How many values there are in each bin."""
        numbers = np.asarray(values, dtype=np.float64)
        known = numbers[np.isfinite(numbers)]
        place = np.searchsorted(self.edges, known, side="left")
        counts = np.bincount(place, minlength=len(self.edges) + 1)
        return np.append(counts, len(numbers) - len(known)).astype(np.int64)


@dataclass(frozen=True)
class Categories:
    """The reference's frequent categories, then its others, then those it does not know, then missing ones."""

    frequent: tuple[str, ...]
    known: frozenset[str]

    @classmethod
    def of(cls, reference: Values, most: int = 20, rare: float = 0.005) -> "Categories":
        """At most ``most`` of them, none rarer than ``rare``."""
        names, counts = np.unique(_texts(reference), return_counts=True)
        order = np.argsort(-counts, kind="stable")
        total = max(int(counts.sum()), 1)
        frequent = [str(names[i]) for i in order if names[i] != MISSING and counts[i] / total >= rare]
        return cls(tuple(frequent[:most]), frozenset(str(name) for name in names))

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories."""
        return (*self.frequent, OTHER, NEW, MISSING)

    def counts(self, values: Values) -> Counts:
        """How many values there are of each category."""
        places = {name: position for position, name in enumerate(self.frequent)}
        counts = np.zeros(len(places) + 3, dtype=np.int64)
        for name, count in zip(*np.unique(_texts(values), return_counts=True), strict=True):
            counts[places.get(str(name), self._place(str(name)))] += count
        return counts

    def _place(self, name: str) -> int:
        if name == MISSING:
            return len(self.frequent) + 2
        return len(self.frequent) + (0 if name in self.known else 1)


def bins_of(reference: Values) -> QuantileBins | Categories:
    """How a feature is counted: by value if it has texts or few numbers, else in bins."""
    return Categories.of(reference) if is_categorical(reference) else QuantileBins.of(reference)


@dataclass(frozen=True)
class BinnedReference:
    """How a reference's values are counted, and how many are in each bin."""

    bins: Bins
    counts: Counts


def binned_reference(reference: Values) -> BinnedReference:
    """The reference in its bins."""
    bins = bins_of(reference)
    return BinnedReference(bins, bins.counts(reference))


def is_categorical(reference: Values) -> bool:
    """Whether a feature is compared by category."""
    return reference.dtype.kind not in "fiu" or len(np.unique(reference[: 1 << 16])) <= FEW_VALUES


def _texts(values: Values) -> npt.NDArray[Any]:
    if values.dtype.kind not in "fiu":
        return np.where(values == np.array(None), MISSING, values).astype(str)
    numbers, place = np.unique(values, return_inverse=True)
    # Adding 0.0 turns −0.0 into 0.0, which it equals.
    names = [f"{number + 0.0:g}" if np.isfinite(number) else MISSING for number in numbers.astype(np.float64)]
    return np.array(names, dtype=str)[place]
