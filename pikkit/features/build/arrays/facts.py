"""What views are summed from, as arrays: the keys of the bets asked about, and what the settled bets add."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.coding import Coded, combined
from pikkit.features.build.arrays.smallest_integers import Ints, narrow
from pikkit.features.views.view import WINDOWS, View


@dataclass(frozen=True)
class Facts:
    """n bets asked about and m settled ones, the latter in order of ``known_at``.

    Attributes:
        placed_at: When the asked bets were placed, in microseconds, shape (n,).
        asked_order: The asked bets in order of ``placed_at``, shape (n,).
        asked_ranks: The last of ``moments`` that each asked bet may know of, −1 if none, shape (n,).
        moments: The different ``known_at``, ascending.
        ranks: Which of the moments each settled bet became known at, shape (m,).
        parlay: Which settled bets are parlays, shape (m,).
        added: The whole parts each settled bet adds to each sum, shape (m,).
        keys: The keys of the asked bets, then of the settled ones, shape (n + m,).
    """

    placed_at: Ints
    asked_order: Ints
    asked_ranks: Ints
    moments: Ints
    ranks: Ints
    parlay: npt.NDArray[np.bool_]
    added: dict[str, Ints]
    keys: dict[str, Coded]
    _starts: dict[str, Ints] = field(init=False, repr=False, default_factory=dict)

    def entities(self, view: View) -> tuple[Ints, Ints, int]:
        """The codes of a view's entities, for the asked and the settled bets, and how many codes there are."""
        together, size = combined([self.keys[key] for key in view.keys])
        return together[: len(self.placed_at)], together[len(self.placed_at) :], size

    def places(self, entities: Ints, ranks: Ints | int) -> Ints:
        """One number for each entity and moment together, in the order of the first, then the second."""
        places = entities.astype(np.int64)
        places *= max(len(self.moments), 1)
        places += ranks
        return places

    def window_starts(self, window: str) -> Ints:
        """For each moment, the first moment of the window of a name that ends with it."""
        if window not in self._starts:
            length = WINDOWS[window]
            least = self.moments[:1] if length is None else self.moments - (length - 1)
            self._starts[window] = narrow(np.searchsorted(self.moments, least))
        return self._starts[window]
