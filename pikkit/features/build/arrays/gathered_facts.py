"""Gather what views are summed from, table by table, so that no more than the arrays themselves is in memory."""

from collections.abc import Iterable

import duckdb
import numpy as np
import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.features.build.arrays.coding import Coded, code
from pikkit.features.build.arrays.definition_values import ADDED, KEYS, Evaluator, evaluator
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.smallest_integers import Ints, narrow, smallest


def gather_facts(asked: Iterable[pa.Table], history: Iterable[pa.Table]) -> Facts:
    """The facts of tables of bets (schema BETS) to ask about, and of tables of bets that may have settled.

    Raises:
        InputError: An amount is too large to be counted in whole parts.
    """
    gathering = _Gathering()
    with evaluator() as engine:
        for bets in asked:
            gathering.ask(engine.asked(bets), bets["placed_at"])
        for bets in history:
            gathering.observe(observed_values(engine, bets))
    facts = gathering.facts()
    pa.default_memory_pool().release_unused()  # what the tables took, which nothing later needs
    return facts


def observed_values(engine: Evaluator, bets: pa.Table) -> pa.Table:
    """What settled bets add (``Evaluator.observed``).

    Raises:
        InputError: An amount is too large to be counted in whole parts.
    """
    try:
        return engine.observed(bets)
    except duckdb.Error as error:
        if isinstance(error, duckdb.ConversionException | duckdb.OutOfRangeException):
            raise InputError(f"A bet's amount is too large to be counted exactly: {error}") from error
        raise


class _Gathering:
    """Columns as they come."""

    def __init__(self) -> None:
        nothing = pa.array([], pa.int64())
        self._placed: list[Ints] = [nothing.to_numpy()]
        self._known: list[Ints] = [nothing.to_numpy()]
        self._parlay: list[np.ndarray] = [np.zeros(0, dtype=bool)]
        self._added: dict[str, list[Ints]] = {name: [np.zeros(0, np.int8)] for name in ADDED}
        self._asked_keys: dict[str, list[pa.Array]] = {name: [] for name in KEYS}
        self._keys: dict[str, list[pa.Array]] = {name: [] for name in KEYS}

    def ask(self, keys: pa.Table, placed_at: pa.ChunkedArray) -> None:
        """Take the keys of bets to ask about."""
        self._placed.append(placed_at.cast(pa.int64()).to_numpy())
        _append(self._asked_keys, keys)

    def observe(self, observed: pa.Table) -> None:
        """Take the observations of settled bets."""
        self._known.append(_copied(observed["known_at"]))
        self._parlay.append(_copied(observed["parlay"]))
        for name, chunks in self._added.items():
            chunks.append(smallest(_copied(observed[name])))
        _append(self._keys, observed)

    def facts(self) -> Facts:
        """All that was taken, the observations in order of time."""
        placed, known = np.concatenate(self._placed), np.concatenate(self._known)
        order = narrow(np.argsort(known, kind="stable"))
        known = known[order]
        first = np.append(True, known[1:] != known[:-1])[: len(known)]
        moments = known[first]
        return Facts(
            placed_at=placed,
            asked_order=narrow(np.argsort(placed, kind="stable")),
            asked_ranks=narrow(np.searchsorted(moments, placed, side="right")) - 1,
            moments=moments,
            ranks=np.cumsum(first, dtype=np.int32) - 1,
            parlay=np.concatenate(self._parlay)[order],
            added={name: np.concatenate(self._added.pop(name))[order] for name in ADDED},
            keys={name: self._coded(name, len(placed), order) for name in KEYS},
        )

    def _coded(self, name: str, asked: int, order: Ints) -> Coded:
        coded = code([*self._asked_keys.pop(name), *self._keys.pop(name)])
        coded.codes[asked:] = coded.codes[asked:][order]
        return coded


def _copied(column: pa.ChunkedArray) -> np.ndarray:
    """A column's values without what else came with them, which a view of them would keep in memory."""
    return np.array(column.to_numpy())


def _append(chunks: dict[str, list[pa.Array]], keys: pa.Table) -> None:
    for name, taken in chunks.items():
        column = keys[name].dictionary_encode()
        taken.extend(column.chunks or [pa.array([], column.type)])
