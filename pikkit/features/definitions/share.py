"""Shares of view columns in others as functions of the columns, one at a time or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.features.definitions.feature import Columns, Floats, stacked


@dataclass(frozen=True)
class Share:
    """One column as a share of another, 0 where that one is 0; of n bets, shape (n,)."""

    part: str
    whole: str

    def __call__(self, columns: Columns) -> Floats:
        """Its values for n bets."""
        return np.asarray(Shares([self])(columns)[0])


class Shares:
    """Many shares at once: for a single bet, what NumPy takes for a call is nearly all there is to pay."""

    def __init__(self, wanted: Sequence[Share]) -> None:
        self._names = (*(one.part for one in wanted), *(one.whole for one in wanted))

    def __call__(self, columns: Columns) -> Floats:
        """Their values for n bets, shape (number wanted, n)."""
        both = stacked(columns, self._names)
        parts, wholes = both[: len(both) // 2], both[len(both) // 2 :]
        shares: Floats = np.divide(parts, wholes, out=np.zeros_like(wholes), where=wholes > 0)
        return shares
