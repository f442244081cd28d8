"""What a feature is: a named number for a bet, computed from its request columns and its joined view columns."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from pikkit.features.definitions.learned import LEARNED

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, npt.NDArray[np.generic]]
"""Arrays of shape (n,). Of the bet (``build.bet_columns``): odds, placed_at (µs), live, n_legs, stake (NaN =
unknown); sport, market and side in lower case ("" = unknown). Of every view, by qualified name: its columns, 0 without
history, and ``last_settled_us``, −1 without."""


class FeatureType(StrEnum):
    """What a feature's values are; a model reads all of them as 64-bit floats."""

    FLOAT = "float64"
    INTEGER = "int64"
    """Whole numbers."""


@dataclass(frozen=True)
class Feature:
    """A number a model may read.

    Attributes:
        name: Its column.
        entity: Whose it is.
        unit: The unit of its values.
        meaning: What it says, in words a bettor understands (reasons are built from it).
        compute: Columns to values of shape (n,); pure and vectorised.
        without: What its value is without history, or where the bet does not say, in words.
        window: Which past it sums: a name in ``pikkit.features.views.view.WINDOWS``, or None for the bet itself.
        type: Whether its values are whole numbers.
    """

    name: str
    entity: str
    unit: str
    meaning: str
    compute: Callable[[Columns], Floats]
    without: str
    window: str | None = None
    type: FeatureType = FeatureType.FLOAT

    @property
    def learned(self) -> bool:
        """Whether models learn from it; otherwise it is in the catalogue and the training rows only."""
        return self.name in LEARNED


class StackedColumns(Mapping[str, npt.NDArray[np.generic]], ABC):
    """Columns of which many can be had at once for less than one by one."""

    @abstractmethod
    def stacked(self, names: tuple[str, ...]) -> Floats:
        """Columns of view sums as rows, shape (len(names), n)."""

    def texts(self, name: str) -> Sequence[str]:
        """A column of texts."""
        return list(self[name].tolist())


def texts_of(columns: Columns, name: str) -> Sequence[str]:
    """A column of texts, in whatever form there is of it."""
    return columns.texts(name) if isinstance(columns, StackedColumns) else list(columns[name].tolist())


def stacked(columns: Columns, names: tuple[str, ...]) -> Floats:
    """Columns as rows of 64-bit floats, shape (len(names), n)."""
    if isinstance(columns, StackedColumns):
        return columns.stacked(names)
    return np.array([columns[name] for name in names], dtype=np.float64)


def floats(columns: Columns, name: str) -> Floats:
    """A column as 64-bit floats."""
    return np.asarray(columns[name], dtype=np.float64)
