"""A view's rows as differences of running totals."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.coding import stable_order
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.resumed import Resumed
from pikkit.features.build.arrays.running_totals import RunningTotals
from pikkit.features.build.arrays.smallest_integers import Ints, narrow, smallest
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
        order: The view's settled bets, among all of ``Facts``, by entity and moment, shape (bets,).
        ends: How many of these come up to each row's end, shape (r,).
        starts: By window, how many come before it begins, shape (r,).
        totals: Running totals of each sum over the view's settled bets.
        streak: The streak at each row, shape (r,); None for a view without.
        before: What each row's entity had added to each sum before the facts begin, in whole parts, shape (r,); empty
            if the facts are the whole past.
    """

    view: View
    entities: Ints
    ranks: Ints
    order: Ints
    ends: Ints
    starts: dict[str, Ints]
    totals: RunningTotals
    streak: Ints | None
    before: dict[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.ends)

    def last(self, rows: Ints | slice) -> Ints:
        """The settled bet, among all of ``Facts``, that each of some rows ends with."""
        return self.order[self.ends[rows] - 1]

    def values(self, column: str, rows: Ints | slice) -> Floats:
        """A column's values (``View.columns``) at some rows."""
        if column == STREAK and self.streak is not None:
            return self.streak[rows].astype(np.float64)
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
    places = facts.places(own, ranks)
    every = narrow(np.flatnonzero(_is_last(places)))
    ends = every if resumed is None else every[ranks[every] >= resumed.rank]
    row_entities, row_ranks = own[ends], ranks[ends]
    starts = {
        window: _starts(facts, places, row_entities, facts.window_starts(window)[row_ranks])
        for window in dict.fromkeys(window for _, window in view.summed)
        if window != ALL
    }
    if resumed is None:
        starts[ALL] = _entity_starts(own, ends)
    else:
        starts[ALL] = _starts(facts, places, row_entities, resumed.rank)
    del places
    names = tuple(dict.fromkeys(name for name, _ in view.summed))
    return History(
        view=view,
        entities=row_entities,
        ranks=row_ranks,
        order=order,
        ends=ends + 1,
        starts=starts,
        totals=RunningTotals(facts.added, order),
        streak=smallest(streaks(facts, order, every, own[every], resumed)) if view.streak else None,
        before={name: resumed.total(name, row_entities) for name in names} if resumed is not None else {},
    )


def _history_order(facts: Facts, view: View, entities: Ints, size: int, chosen: Ints | None) -> Ints:
    """The view's settled bets by entity, then by moment."""
    seen = facts.parlay if view.parlays else ~facts.parlay
    if chosen is not None:
        seen = seen & np.isin(entities, chosen)
    bets = narrow(np.flatnonzero(seen))
    return bets[stable_order(entities[bets], size)]


def _is_last(values: Ints) -> npt.NDArray[np.bool_]:
    """Which of ordered values are the last of their kind."""
    return np.append(values[1:] != values[:-1], True)[: len(values)]


def _starts(facts: Facts, places: Ints, entities: Ints, first: Ints | int) -> Ints:
    """How many bets come before those that rows' entities have from a moment each on."""
    return narrow(np.searchsorted(places, facts.places(entities, first)))


def _entity_starts(own: Ints, ends: Ints) -> Ints:
    """How many bets come before the first one of each row's entity."""
    begins = narrow(np.append(0, np.flatnonzero(_is_last(own)) + 1))
    return begins[np.searchsorted(begins, ends, side="right") - 1]
