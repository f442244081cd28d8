"""What a feature is: a named number for a bet, computed from its request columns and its joined view columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Columns = Mapping[str, npt.NDArray[np.generic]]
"""Arrays of shape (n,): odds, placed_at (µs), live; sport, market and side in lower case ("" = unknown); and every
view's columns by qualified name, 0 without history."""


@dataclass(frozen=True)
class Feature:
    """One input of the model.

    Attributes:
        name: Its column.
        entity: Whose it is.
        unit: The unit of its values.
        meaning: What it says, in words a bettor understands (reasons are built from it).
        compute: Columns to values of shape (n,); pure and vectorised.
    """

    name: str
    entity: str
    unit: str
    meaning: str
    compute: Callable[[Columns], Floats]


def floats(columns: Columns, name: str) -> Floats:
    """A column as 64-bit floats."""
    return np.asarray(columns[name], dtype=np.float64)
