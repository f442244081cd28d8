"""What every entity's history says at a moment, as a table from which a later build goes on."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.build.arrays.coding import Coded, combined
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.history import Floats, History
from pikkit.features.build.arrays.resumed import Resumed
from pikkit.features.build.arrays.smallest_integers import Ints
from pikkit.features.views.column_names import KNOWN_AT
from pikkit.features.views.view import ALL, STREAK, View
from pikkit.features.views.view_file import view_schema


@dataclass(frozen=True)
class CodedState:
    """The s rows of a state whose entities the facts name.

    Attributes:
        view: The view.
        table: The rows, by entity.
        entities: The entity of each, ascending, shape (s,).
        ranks: When each became known, a position in ``Facts.moments``, shape (s,).
    """

    view: View
    table: pa.Table
    entities: Ints
    ranks: Ints

    def resumed(self, rank: int) -> Resumed:
        """What summing goes on from."""
        totals = {name: self.table[_total(name)].to_numpy() for name in _sums(self.view)}
        streaks = self.table[STREAK].to_numpy() if self.view.streak else np.zeros(len(self.entities))
        return Resumed(rank, self.entities, totals, streaks.astype(np.int64))


def state_at(facts: Facts, rows: History, bound: int) -> pa.Table:
    """The last row before a moment of each entity that has one: keys, ``known_at`` in microseconds, values, totals."""
    before = np.flatnonzero(rows.ranks < np.searchsorted(facts.moments, bound))
    own = rows.entities[before]
    last = before[np.append(own[1:] != own[:-1], True)[: len(own)]]
    keys = [facts.keys[key].take(rows.last(last) + len(facts.placed_at)) for key in rows.view.keys]
    values = [pa.array(rows.values(name, last)) for name in rows.view.columns]
    totals = [pa.array(rows.parts(name, ALL, last)) for name in _sums(rows.view)]
    columns = [*keys, pa.array(facts.moments[rows.ranks[last]]), *values, *totals]
    schema = state_schema(rows.view)
    return pa.table(columns, names=schema.names).cast(schema)


def state_schema(view: View) -> pa.Schema:
    """The columns of a view's states."""
    keys = [view_schema(view).field(key) for key in view.keys]
    values = [pa.field(name, pa.float64()) for name in view.columns]
    totals = [pa.field(_total(name), pa.int64()) for name in _sums(view)]
    return pa.schema([*keys, pa.field(KNOWN_AT, pa.int64()), *values, *totals])


def replaced(state: pa.Table, newer: pa.Table, view: View) -> pa.Table:
    """A state in which some entities have newer rows."""
    if not newer.num_rows:
        return state
    kept = state.join(newer.select(view.keys), keys=list(view.keys), join_type="left anti")
    return pa.concat_tables([kept.select(state.column_names), newer])


def coded(facts: Facts, view: View, state: pa.Table) -> tuple[CodedState, Ints, Ints, int]:
    """A state in the facts' codes; and, in the same codes, ``Facts.entities``."""
    codes = {key: _positions(facts.keys[key], state[key]) for key in view.keys}
    named = np.logical_and.reduce([those >= 0 for those in codes.values()])
    state = state.filter(pa.array(named))
    columns = [
        Coded(np.concatenate([facts.keys[key].codes, codes[key][named]]), facts.keys[key].words) for key in codes
    ]
    together, size = combined(columns)
    asked, past = len(facts.placed_at), len(facts.ranks)
    own = together[asked + past :]
    order = np.argsort(own, kind="stable")
    table = state.take(pa.array(order))
    ranks = np.searchsorted(facts.moments, table[KNOWN_AT].to_numpy())
    return CodedState(view, table, own[order], ranks), together[:asked], together[asked : asked + past], size


@dataclass(frozen=True)
class ContinuedHistory:
    """A view's rows from a moment on, and before each entity's first the one that it had then.

    Attributes:
        state: The rows before.
        newer: The rows since.
        entities, ranks: Of all rows, by entity and moment, as in ``History``.
        places: The place of each row in the state, or −1 − its place among the newer ones.
    """

    state: CodedState
    newer: History
    entities: Ints
    ranks: Ints
    places: Ints

    @property
    def view(self) -> View:
        """The view."""
        return self.newer.view

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.places)

    def values(self, column: str, rows: Ints | slice) -> Floats:
        """A column's values at some rows."""
        places = self.places[rows]
        values, old = np.empty(len(places)), places >= 0
        values[old] = self.state.table[column].to_numpy()[places[old]]
        values[~old] = self.newer.values(column, -1 - places[~old])
        return values


def continued(state: CodedState, newer: History) -> ContinuedHistory:
    """The rows of a state and those since, in order."""
    entities = np.concatenate([state.entities, newer.entities])
    ranks = np.concatenate([state.ranks, newer.ranks])
    places = np.concatenate([np.arange(len(state.entities)), -1 - np.arange(len(newer))])
    order = np.lexsort((ranks, entities))
    return ContinuedHistory(state, newer, entities[order], ranks[order], places[order])


def _positions(words: Coded, values: pa.ChunkedArray) -> Ints:
    return np.asarray(pc.index_in(values, words.words).fill_null(-1).to_numpy(), dtype=np.int64)


def _sums(view: View) -> tuple[str, ...]:
    return tuple(name for name, window in view.summed if window == ALL)


def _total(name: str) -> str:
    return f"total {name}"
