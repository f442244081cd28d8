"""Sum up every view of a snapshot, write its rows, and keep what the bets may know of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays.as_of_join import Joined, join_history
from pikkit.features.build.arrays.definition_values import READ
from pikkit.features.build.arrays.facts import Facts, Ints
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.arrays.history import History, view_history
from pikkit.features.build.spool import Spool
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, View
from pikkit.features.views.view_file import view_table, write_view

EVALUATED = 1 << 20
"""Bets whose keys and contributions are evaluated at once."""

WRITTEN = 1 << 17
"""View rows written at once."""


def build_views(bets: Path, folder: Path, columns: Spool, threads: int) -> None:
    """Write every view's rows to a folder, and spool the columns features read and ``features_at`` for each bet."""
    build_found(gather_facts(tables(bets), tables(bets)), folder, columns, threads, VIEWS)


def build_found(facts: Facts, folder: Path, columns: Spool, threads: int, written: tuple[View, ...]) -> None:
    """The same from facts, for the bets they ask about; only some of the views need be written."""
    newest, lock = np.full(len(facts.placed_at), -1, dtype=np.int64), Lock()

    def build(view: View) -> None:
        settled = _build(facts, view, folder if view in written else None, columns)
        if not view.parlays:
            with lock:
                np.maximum(newest, settled, out=newest)

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(build, VIEWS):
            pass
    columns.write(FEATURES_AT, newest)


def tables(bets: Path) -> Iterator[pa.Table]:
    """A snapshot's columns that are read, some bets at a time."""
    for batch in pq.ParquetFile(bets).iter_batches(EVALUATED, columns=list(READ)):
        yield pa.Table.from_batches([batch])


def _build(facts: Facts, view: View, folder: Path | None, columns: Spool) -> Ints:
    asked, observed, size = facts.entities(view)
    rows = view_history(facts, view, observed, size)
    if folder:
        write_view(view, view_tables(facts, rows), folder)
    joined = join_history(facts, rows, asked, size)
    _spool(joined, columns)
    return joined.settled


def _spool(joined: Joined, columns: Spool) -> None:
    view, needed = joined.history.view, needed_columns()
    for column in view.columns:
        if qualified(view, column) in needed:
            columns.write(qualified(view, column), joined.values(column))
    if qualified(view, LAST_SETTLED) in needed:
        columns.write(qualified(view, LAST_SETTLED), joined.settled)


def view_tables(facts: Facts, rows: History) -> Iterator[pa.Table]:
    """A view's rows as they are written, some at a time."""
    for start in range(0, len(rows), WRITTEN):
        part = slice(start, start + WRITTEN)
        bets = rows.last[part] + len(facts.placed_at)
        keys = [facts.keys[key].take(bets) for key in rows.view.keys]
        known_at = pa.array(facts.moments[rows.ranks[part]])
        yield view_table(rows.view, keys, known_at, [pa.array(rows.values(name, part)) for name in rows.view.columns])
