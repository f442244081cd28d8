"""Evaluate the row-wise definitions, a bet's keys and what it adds, with DuckDB over one table of bets at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.features.build.progress_bar import switch_off_progress_bar
from pikkit.features.views.contributions import observations
from pikkit.features.views.entity_keys import with_keys
from pikkit.features.views.view import STREAK_SUMS, VIEWS

KEYS = tuple(dict.fromkeys(key for view in VIEWS for key in view.keys))
ADDED = tuple(dict.fromkeys((*(name for view in VIEWS for name, _ in view.summed), *STREAK_SUMS)))

_TIMES = ("placed_at", "settled_at")
READ = (
    *("bettor", "sportsbook", "bet_type", "n_legs", "outcome", "odds", "closing_odds", "stake", "profit", *_TIMES),
    *("sport", "league", "market", "side", "subject"),
)
"""The columns of BETS that keys and contributions are made from."""


class Evaluator:
    """Evaluates over tables of bets; not to be shared between threads."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine

    def asked(self, bets: pa.Table) -> pa.Table:
        """The keys of each bet, in the order of the bets."""
        return self._run(_asked_sql(), bets)

    def observed(self, bets: pa.Table) -> pa.Table:
        """The ``observations``: keys, ``known_at``, ``parlay`` and whole parts of each sum."""
        return self._run(_observed_sql(), bets)

    def _run(self, sql: str, bets: pa.Table) -> pa.Table:
        self._engine.register("bets", in_microseconds(bets.select(READ)))
        try:
            return self._engine.sql(sql).to_arrow_table()
        finally:
            self._engine.unregister("bets")


@contextmanager
def evaluator(threads: int | None = None) -> Iterator[Evaluator]:
    """An evaluator with an engine of its own, closed at the end of the block; by default it takes every core."""
    with duckdb.connect() as engine:
        if threads:
            engine.execute(f"SET threads = {threads}")
        switch_off_progress_bar(engine.execute)
        yield Evaluator(engine)


def in_microseconds(bets: pa.Table) -> pa.Table:
    """Bets with their times as integer microseconds since 1970."""
    for name in _TIMES:
        bets = bets.set_column(bets.schema.get_field_index(name), name, bets[name].cast(pa.int64()))
    return bets


def _bets() -> ir.Table:
    fields = ibis.Schema.from_pyarrow(pa.schema([BETS.field(name) for name in READ]))
    return ibis.table({name: "int64" if name in _TIMES else kind for name, kind in fields.items()}, name="bets")


@cache
def _asked_sql() -> str:
    return str(ibis.to_sql(with_keys(_bets()).select(*KEYS), dialect="duckdb"))


@cache
def _observed_sql() -> str:
    observed = observations(_bets())
    whole = {name: observed[name].cast("int64") for name in ADDED}
    return str(ibis.to_sql(observed.select(*KEYS, "known_at", "parlay", **whole), dialect="duckdb"))
