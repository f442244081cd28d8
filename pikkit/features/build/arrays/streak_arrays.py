"""How long an entity has been winning or losing, as array operations."""

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.resumed import Resumed
from pikkit.features.build.arrays.smallest_integers import Ints
from pikkit.features.views.view import STREAK_SUMS


def streaks(facts: Facts, order: Ints, ends: Ints, entities: Ints, resumed: Resumed | None = None) -> Ints:
    """The streak at each row of a view.

    Args:
        facts: Where the ``STREAK_SUMS`` are.
        order: The view's settled bets by entity and moment.
        ends: The last of these of each row, shape (r,).
        entities: The entity of each row, shape (r,).
        resumed: From when on rows are wanted, and the streaks before; default: all rows, and none.
    """
    won, lost = (_per_row(facts.added[name][order], ends) for name in STREAK_SUMS)
    if resumed is not None:
        wanted = facts.ranks[order[ends]] >= resumed.rank
        won, lost, entities = won[wanted], lost[wanted], entities[wanted]
    first = np.flatnonzero(np.append(True, entities[1:] != entities[:-1])[: len(entities)])
    win, loss = won > 0, lost > 0
    if resumed is not None:
        before = resumed.streak_of(entities[first])
        won[first] += np.maximum(before, 0)
        lost[first] += np.maximum(-before, 0)
    return _since(won, loss, first) - _since(lost, win, first)


def _per_row(added: Ints, ends: Ints) -> Ints:
    totals = np.cumsum(added)[ends]
    return np.diff(totals, prepend=0)


def _since(counted: Ints, ending: npt.NDArray[np.bool_], first: Ints) -> Ints:
    """How many were counted since the last row that ended the streak, or since the entity's first row."""
    so_far = np.cumsum(counted)
    before = np.zeros_like(so_far)
    before[ending] = so_far[ending]
    before[first] = np.maximum(before[first], (so_far - counted)[first])
    return so_far - np.maximum.accumulate(before)
