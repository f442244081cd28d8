"""What is compared: columns of numbers and of texts of some bets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats, Values


@dataclass(frozen=True)
class Sample:
    """Columns by name.

    Attributes:
        numbers: Arrays of shape (n,): features, odds, scores; row i is one bet in all of them.
        categories: Arrays of texts, None where not known, shape (m,): sportsbook, sport, …
    """

    numbers: Mapping[str, Floats]
    categories: Mapping[str, Values] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse columns of numbers of different lengths."""
        lengths = {len(values) for values in self.numbers.values()}
        if len(lengths) > 1:
            raise InputError(f"The columns of a sample have {sorted(lengths)} rows; they must have equally many.")

    def __len__(self) -> int:
        """Bets."""
        columns = self.numbers or self.categories
        return max((len(values) for values in columns.values()), default=0)

    def rows(self, names: Sequence[str]) -> Floats:
        """Columns of numbers side by side, shape (n, len(names))."""
        return np.column_stack([self.numbers[name] for name in names])

    def column(self, name: str) -> Values:
        """A column of either kind."""
        return self.numbers[name] if name in self.numbers else self.categories[name]

    def drawn(self, most: int, seed: int) -> "Sample":
        """At most so many bets, in their order; categories are drawn with the numbers where they are as many."""
        n = len(self)
        if n <= most:
            return self
        rows = drawn_in_order(n, most, seed)
        return Sample(
            {name: values[rows] for name, values in self.numbers.items()},
            {name: values[rows] if len(values) == n else values for name, values in self.categories.items()},
        )


def drawn_in_order(count: int, most: int, seed: int) -> npt.NDArray[np.int64]:
    """The places of at most ``most`` of so many bets, in their order."""
    return (
        np.arange(count) if count <= most else np.sort(np.random.default_rng(seed).choice(count, most, replace=False))
    )


def joined_samples(samples: Sequence[Sample]) -> Sample:
    """One sample after the other; the columns that all have."""
    numbers = [name for name in samples[0].numbers if all(name in one.numbers for one in samples)]
    categories = [name for name in samples[0].categories if all(name in one.categories for one in samples)]
    return Sample(
        {name: np.concatenate([one.numbers[name] for one in samples]) for name in numbers},
        {name: np.concatenate([one.categories[name] for one in samples]) for name in categories},
    )
