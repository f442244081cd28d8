"""What entities' histories had come to when summing goes on."""

from dataclasses import dataclass

import numpy as np

from pikkit.features.build.arrays.smallest_integers import Ints


@dataclass(frozen=True)
class Resumed:
    """The histories of s entities of a view up to a moment.

    Attributes:
        rank: The first moment, a position in ``Facts.moments``, that is not in them.
        entities: The entities as coded by ``Facts.entities``, ascending, shape (s,).
        totals: What each had added to each sum over its whole past, in whole parts, shape (s,).
        streaks: The streak of each, shape (s,); 0 in a view without.
    """

    rank: int
    entities: Ints
    totals: dict[str, Ints]
    streaks: Ints

    def total(self, name: str, entities: Ints) -> Ints:
        """What some entities had added to a sum; 0 for an unknown one."""
        return self._of(self.totals[name], entities)

    def streak_of(self, entities: Ints) -> Ints:
        """The streaks of some entities; 0 for an unknown one."""
        return self._of(self.streaks, entities)

    def _of(self, values: Ints, entities: Ints) -> Ints:
        if not len(self.entities):
            return np.zeros(len(entities), dtype=np.int64)
        place = np.searchsorted(self.entities, entities).clip(max=len(self.entities) - 1)
        return np.where(self.entities[place] == entities, values[place], 0)
