"""The as-of join of a view as array operations: which of its rows each asked bet may know of."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.coding import stable_order
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.history import Floats
from pikkit.features.build.arrays.smallest_integers import Ints, narrow
from pikkit.features.views.view import View

AT_ONCE = 1 << 18
"""Bets whose values are computed at once, so that what comes between takes no memory to speak of."""


class JoinedRows(Protocol):
    """Rows of a view by entity and moment (``History``)."""

    @property
    def view(self) -> View:
        """The view."""

    @property
    def entities(self) -> Ints:
        """The entity of each row."""

    @property
    def ranks(self) -> Ints:
        """The moment of each row."""

    def __len__(self) -> int:
        """The number of rows."""

    def values(self, column: str, rows: Ints) -> Floats:
        """A column's values at some rows."""


@dataclass(frozen=True)
class Joined:
    """n asked bets joined to a view's rows.

    Attributes:
        history: The rows.
        bets: The asked bets that have a history, by entity and time, shape (j,).
        rows: The row of each, shape (j,).
        settled: When each asked bet's newest history settled, in microseconds; −1 without, shape (n,).
    """

    history: JoinedRows
    bets: Ints
    rows: Ints
    settled: Ints

    def values(self, column: str) -> Floats:
        """A column of the view for every asked bet, 0 without history, shape (n,)."""
        values = np.zeros(len(self.settled))
        for start in range(0, len(self.bets), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            values[self.bets[some]] = self.history.values(column, self.rows[some])
        return values


def join_history(facts: Facts, history: JoinedRows, entities: Ints, size: int) -> Joined:
    """The latest row known at each asked bet's moment, unless older than the view's ``ttl``.

    Args:
        facts: Where the asked bets are.
        history: The view's rows.
        entities: The entity of each asked bet (``Facts.entities``), and
        size: how many codes there are.
    """
    order = facts.asked_order[stable_order(entities[facts.asked_order], size)]
    own = entities[order]
    places, asked = facts.places(history.entities, history.ranks), facts.places(own, facts.asked_ranks[order])
    rows = narrow(np.searchsorted(places, asked, side="right")) - 1
    del places, asked
    has_history = _found(facts, history, order, own, rows)
    bets, rows = order[has_history], rows[has_history]
    settled = np.full(len(entities), -1, dtype=np.int64)
    settled[bets] = facts.moments[history.ranks[rows]] - 1
    return Joined(history, bets, rows, settled)


def _found(facts: Facts, history: JoinedRows, order: Ints, own: Ints, rows: Ints) -> npt.NDArray[np.bool_]:
    """Which rows are of the bet's own entity and no older than the ``ttl``."""
    has_history = rows >= 0
    if not len(history):
        return has_history & False
    at = np.maximum(rows, 0)
    has_history &= history.entities[at] == own
    oldest = history.view.ttl_microseconds
    if oldest is not None:
        has_history &= facts.placed_at[order] - facts.moments[history.ranks[at]] <= oldest
    return has_history
