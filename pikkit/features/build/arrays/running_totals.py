"""Running totals of a view's sums, each made when it is first asked for."""

from collections.abc import Mapping

import numpy as np

from pikkit.features.build.arrays.smallest_integers import Ints, narrow


class RunningTotals(dict[str, Ints]):
    """By the name of a sum, its totals before each of some bets and after the last, in whole parts, shape (bets + 1,).

    They may overflow; the differences are right all the same, as 64-bit integers wrap around. Where all differences are
    small enough, they have half the size.
    """

    def __init__(self, added: Mapping[str, Ints], order: Ints) -> None:
        super().__init__()
        self._added, self._order = added, order

    def __missing__(self, name: str) -> Ints:
        """Sum up."""
        totals = np.zeros(len(self._order) + 1, dtype=np.int64)
        np.cumsum(self._added[name][self._order], dtype=np.int64, out=totals[1:])
        small = int(totals.max()) - int(totals.min()) <= np.iinfo(np.int32).max
        self[name] = narrow(totals) if small else totals
        return self[name]
