"""A view's rows as differences of running totals."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.coding import stable_order
from pikkit.features.build.arrays.facts import Facts, Ints
from pikkit.features.build.arrays.resumed import Resumed
from pikkit.features.build.arrays.streak_arrays import streaks
from pikkit.features.views.contributions import PARTS
from pikkit.features.views.view import ALL, STREAK, View

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """r rows of a view, by entity and moment: one for each moment at which an entity's history changed.

    Attributes:
        view: The view.
        entities: The entity of each row, as coded by ``Facts.entities``, shape (r,).
        ranks: The moment of each row: a position in ``Facts.moments``, shape (r,).
        last: The settled bet, among all of ``Facts``, that each row ends with, shape (r,).
        ends: How many of the view's settled bets, by entity and moment, come up to each row's end, shape (r,).
        starts: By window, how many come before it begins, shape (r,).
        totals: Running totals of each sum over the view's settled bets, in whole parts, shape (bets + 1,). They may
            overflow; the differences are right all the same, as 64-bit integers wrap around.
        streak: The streak at each row, shape (r,); None for a view without.
        before: What each row's entity had added to each sum before the facts begin, in whole parts, shape (r,); empty
            if the facts are the whole past.
    """

    view: View
    entities: Ints
    ranks: Ints
    last: Ints
    ends: Ints
    starts: dict[str, Ints]
    totals: dict[str, Ints]
    streak: Floats | None
    before: dict[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.ends)

    def values(self, column: str, rows: Ints | slice) -> Floats:
        """A column's values (``View.columns``) at some rows."""
        if column == STREAK and self.streak is not None:
            return self.streak[rows]
        name, window = column.rsplit("_", 1)
        return self.parts(name, window, rows) / PARTS.get(name, 1.0)

    def parts(self, name: str, window: str, rows: Ints | slice) -> Ints:
        """A sum over a window in whole parts at some rows."""
        total = self.totals[name]
        parts = total[self.ends[rows]] - total[self.starts[window][rows]]
        return parts + self.before[name][rows] if window == ALL and self.before else parts


def view_history(
    facts: Facts,
    view: View,
    entities: Ints,
    size: int,
    chosen: Ints | None = None,
    resumed: Resumed | None = None,
) -> History:
    """Sum up a view.

    Args:
        facts: What to sum.
        view: The view.
        entities: The entity of each settled bet (``Facts.entities``), and
        size: how many codes there are.
        chosen: The only entities to sum up; default: all.
        resumed: From when on rows are wanted, and what came before; default: all rows, and nothing.
    """
    order = _history_order(facts, view, entities, size, chosen)
    own, ranks = entities[order], facts.ranks[order]
    moments = max(len(facts.moments), 1)
    places = own * moments + ranks
    is_end = np.append(places[1:] != places[:-1], True)[: len(places)]
    every = np.flatnonzero(is_end)
    ends = every if resumed is None else every[ranks[every] >= resumed.rank]
    row_entities, row_ranks = own[ends], ranks[ends]
    base = row_entities * moments
    windows = {window: facts.window_starts(window)[row_ranks] for _, window in view.summed}
    if resumed is not None and ALL in windows:
        windows[ALL] = np.full(len(ends), resumed.rank)
    names = tuple(dict.fromkeys(name for name, _ in view.summed))
    return History(
        view=view,
        entities=row_entities,
        ranks=row_ranks,
        last=_narrow(order[ends]),
        ends=_narrow(ends + 1),
        starts={window: _narrow(np.searchsorted(places, base + start)) for window, start in windows.items()},
        totals={name: _running(facts.added[name][order]) for name in names},
        streak=streaks(facts, order, every, own[every], resumed) if view.streak else None,
        before={name: resumed.total(name, row_entities) for name in names} if resumed is not None else {},
    )


def _history_order(facts: Facts, view: View, entities: Ints, size: int, chosen: Ints | None) -> Ints:
    """The view's settled bets by entity, then by moment."""
    seen = facts.parlay if view.parlays else ~facts.parlay
    if chosen is not None:
        seen = seen & np.isin(entities, chosen)
    bets = np.flatnonzero(seen)
    return bets[stable_order(entities[bets], size)]


def _narrow(numbers: Ints) -> npt.NDArray[np.int32]:
    """Half the memory; there are fewer than 2^31 bets."""
    return numbers.astype(np.int32)


def _running(added: Ints) -> Ints:
    totals = np.zeros(len(added) + 1, dtype=np.int64)
    np.cumsum(added, out=totals[1:])
    return totals
