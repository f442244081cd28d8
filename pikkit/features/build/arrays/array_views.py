"""Sum up every view of a snapshot, write its rows, and keep what the bets may know of them."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays.as_of_join import Joined, join_history
from pikkit.features.build.arrays.definition_values import READ
from pikkit.features.build.arrays.entity_states import state_at
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.arrays.history import History, view_history
from pikkit.features.build.arrays.smallest_integers import Ints, narrow
from pikkit.features.build.resume.build_record import BuildRecord, FileGroups
from pikkit.features.build.resume.epochs import boundaries
from pikkit.features.build.resume.parquet_groups import write_groups
from pikkit.features.build.spool import Spool
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, View
from pikkit.features.views.view_file import view_schema, view_table

EVALUATED = 1 << 20
"""Bets whose keys and contributions are evaluated at once."""

WRITTEN = 1 << 17
"""View rows written at once."""


def build_views(bets: Path, folder: Path, columns: Spool, threads: int, record: BuildRecord | None = None) -> None:
    """Write every view's rows to a folder, and spool the columns features read and ``features_at`` for each bet.

    Args:
        bets: The snapshot.
        folder: Where the files go.
        columns: Takes the columns.
        threads: How many views to sum up at a time.
        record: Told how a later build may go on; default: none will.
    """
    facts = gather_facts(tables(bets), tables(bets))
    bounds = boundaries(facts.moments[facts.ranks]) if record else []
    if record:
        record.bounds = bounds

    def build(view: View) -> Ints:
        rows, settled = _summed(facts, view, columns)
        epochs, parts = view_parts(facts, rows, bounds)
        groups = write_groups(folder / f"{view.name}.parquet", view_schema(view), parts)
        if record:
            record.files[view_name(folder, view)] = FileGroups(groups, epochs or [0])
            for bound in bounds:
                record.write_state(view, bound, state_at(facts, rows, bound))
        return settled

    columns.write(FEATURES_AT, newest_of(build, len(facts.placed_at), threads))


def _summed(facts: Facts, view: View, columns: Spool) -> tuple[History, Ints]:
    """A view's rows, joined to the bets before they are written: neither needs what the other one holds."""
    asked, observed, size = facts.entities(view)
    rows = view_history(facts, view, observed, size)
    joined = join_history(facts, rows, asked, size)
    del asked, observed
    spool_joined(joined, columns)
    return rows, joined.settled


def newest_of(build: Callable[[View], Ints], asked: int, threads: int) -> Ints:
    """Build every view; when the newest single bet behind each asked one settled, −1 without, shape (asked,)."""
    newest, lock = np.full(asked, -1, dtype=np.int64), Lock()

    def build_one(view: View) -> None:
        settled = build(view)
        if not view.parlays:
            with lock:
                np.maximum(newest, settled, out=newest)

    each_once(build_one, sorted(VIEWS, key=lambda view: len(view.columns)), threads)
    return newest


def each_once(work: Callable[[View], None], views: Sequence[View], threads: int) -> None:
    """Work on all views, one thread from the last one on and the others from the first.

    So that of views in the order of what they take, the largest are in memory one at a time.
    """
    waiting = deque(views)

    def until_done(take: Callable[[], View]) -> None:
        while waiting:
            try:
                view = take()
            except IndexError:  # another thread has just taken the last one
                return
            work(view)

    with ThreadPoolExecutor(threads) as pool:
        takes = [waiting.pop, *[waiting.popleft] * (threads - 1)]
        for done in [pool.submit(until_done, take) for take in takes]:
            done.result()


def view_name(folder: Path, view: View) -> str:
    """The name of a view's file in a build."""
    return f"{folder.name}/{view.name}.parquet"


def tables(bets: Path) -> Iterator[pa.Table]:
    """A snapshot's columns that are read, some bets at a time."""
    for batch in pq.ParquetFile(bets).iter_batches(EVALUATED, columns=list(READ)):
        yield pa.Table.from_batches([batch])


def spool_joined(joined: Joined, columns: Spool) -> None:
    """Keep the columns of a view that features read."""
    view, needed = joined.history.view, needed_columns()
    for column in view.columns:
        if qualified(view, column) in needed:
            columns.write(qualified(view, column), joined.values(column))
    if qualified(view, LAST_SETTLED) in needed:
        columns.write(qualified(view, LAST_SETTLED), joined.settled)


def view_tables(facts: Facts, rows: History) -> Iterator[pa.Table]:
    """A view's rows by entity and moment as they are written, some at a time."""
    return view_parts(facts, rows, ())[1]


def view_parts(facts: Facts, rows: History, bounds: Sequence[int]) -> tuple[list[int], Iterator[pa.Table]]:
    """A view's rows by epoch, then entity and moment, as they are written; and the epoch of each part, once made."""
    epochs: list[int] = []
    return epochs, _parts(facts, rows, bounds, epochs)


def _parts(facts: Facts, rows: History, bounds: Sequence[int], epochs: list[int]) -> Iterator[pa.Table]:
    epoch_of = np.searchsorted(np.searchsorted(facts.moments, bounds), rows.ranks, side="right").astype(np.int16)
    for epoch in range(len(bounds) + 1):
        own = narrow(np.flatnonzero(epoch_of == epoch))
        for start in range(0, len(own), WRITTEN):
            epochs.append(epoch)
            yield _table_of(facts, rows, own[start : start + WRITTEN])


def _table_of(facts: Facts, rows: History, part: Ints) -> pa.Table:
    keys = [facts.keys[key].take(rows.last(part) + len(facts.placed_at)) for key in rows.view.keys]
    known_at = pa.array(facts.moments[rows.ranks[part]])
    table = view_table(rows.view, keys, known_at, [pa.array(rows.values(name, part)) for name in rows.view.columns])
    return table.cast(view_schema(rows.view))
