"""Build features from a build before: what nothing changed for is kept.

A training row is computed anew if its bet is new or different, or if one of its entities' histories changed at a moment
the bet may know of; the other rows' features are copied. A view with a changed history is written anew from the
running totals, which cost less than reading its old rows; a view without is copied.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays import array_views
from pikkit.features.build.arrays.affected import Affected, affected, asking, unchanged
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.snapshot_changes import SnapshotChanges, snapshot_changes
from pikkit.features.build.source_digest import DIGEST, source_digest
from pikkit.features.build.spool import Spool
from pikkit.features.build.training_rows import BATCH, training_schema, with_features, write_rows
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES
from pikkit.features.views.column_names import FEATURES_AT
from pikkit.features.views.view import VIEWS

KEPT = [*FEATURE_NAMES, FEATURES_AT]


@dataclass(frozen=True)
class Rebuilt:
    """What a build from a build before did.

    Attributes:
        rows: Training rows.
        rows_kept: How many of them were copied.
        views_kept: Views that were copied.
        entities: Entities of all views.
        entities_changed: How many of them have another history than before.
    """

    rows: int
    rows_kept: int
    views_kept: int
    entities: int
    entities_changed: int


def rebuild(bets: Path, previous: Path, out: Path, names: tuple[str, str], threads: int) -> Rebuilt | None:
    """Build from a build before, in another folder or the same.

    Args:
        bets: The snapshot.
        previous: What an earlier build wrote.
        out: Where to write.
        names: What the training file and the views' folder are called.
        threads: How many views to sum up at a time.

    Returns:
        What it did; None if nothing can be kept: no build there, or one of other definitions.
    """
    training = previous / names[0]
    if not _usable(previous, names):
        return None
    change = snapshot_changes(training, bets)
    if change is None:
        return None
    facts = gather_facts(chain(array_views.tables(bets), [change.bets]), array_views.tables(bets))
    touched = affected(facts, change.bets)
    kept = _kept(change, touched)
    anew = asking(facts, np.flatnonzero(~kept))
    del facts
    with TemporaryDirectory(prefix=".spool-", dir=out) as spooled:
        columns = Spool(Path(spooled))
        copied = _views(anew, touched, previous / names[1], out / names[1], columns, threads)
        rows = _tables(bets, training, np.where(kept, change.before, -1), columns)
        write_rows(pq.read_schema(bets), rows, out / names[0])
    entities, known = sum(touched.entities.values()), sum(touched.known.values())
    return Rebuilt(len(kept), int(kept.sum()), copied, known, entities)


def _usable(previous: Path, names: tuple[str, str]) -> bool:
    training = previous / names[0]
    files = [training, *(previous / names[1] / f"{view.name}.parquet" for view in VIEWS)]
    if not all(path.is_file() for path in files):
        return False
    return (pq.read_schema(training).metadata or {}).get(DIGEST) == source_digest()


def _kept(change: SnapshotChanges, touched: Affected) -> npt.NDArray[np.bool_]:
    """The bets whose rows stay; of those that changed places, only what can be read in one pass."""
    kept = (change.before >= 0) & ~touched.bets
    so_far = np.maximum.accumulate(np.where(kept, change.before, -1))
    return np.asarray(kept & (change.before == so_far))


def _views(facts: Facts, touched: Affected, old: Path, new: Path, columns: Spool, threads: int) -> int:
    """Write the views that changed, copy the others, spool what the bets asked about read; returns how many copied."""
    same = [view for view in VIEWS if unchanged(view, touched)]
    array_views.build_found(facts, new, columns, threads, tuple(view for view in VIEWS if view not in same))
    for view in same:
        source, target = (folder / f"{view.name}.parquet" for folder in (old, new))
        if source.resolve() != target.resolve():
            shutil.copyfile(source, target.with_suffix(".tmp"))
            target.with_suffix(".tmp").replace(target)
    return len(same)


def _tables(bets: Path, training: Path, before: npt.NDArray[np.int64], columns: Spool) -> Iterator[pa.Table]:
    """The training rows in order: those with a row before as they were, the others from the spool."""
    old, start, computed = _OldRows(training), 0, 0
    for batch in pq.ParquetFile(bets).iter_batches(BATCH):
        table = pa.Table.from_batches([batch])
        was = before[start : start + table.num_rows]
        start += table.num_rows
        fresh = np.flatnonzero(was < 0)
        features = old.take(was[was >= 0])
        if len(fresh):
            some = table.take(pa.array(fresh))
            made = with_features(some, asked_columns(some) | columns.read(computed, len(fresh)))
            computed += len(fresh)
            order = np.argsort(np.concatenate([np.flatnonzero(was >= 0), fresh]))
            features = pa.concat_tables([features, made.select(KEPT)]).take(pa.array(order))
        yield pa.Table.from_arrays([*table.columns, *features.columns], schema=training_schema(table.schema))


class _OldRows:
    """The features of an earlier build, read in one pass."""

    def __init__(self, path: Path) -> None:
        file = pq.ParquetFile(path)
        self._batches = file.iter_batches(BATCH, columns=KEPT)
        self._schema = pa.schema([file.schema_arrow.field(name) for name in KEPT])
        self._held = self._schema.empty_table()
        self._end = 0

    def take(self, rows: npt.NDArray[np.int64]) -> pa.Table:
        """Some rows, ascending, none before any taken earlier."""
        parts = [self._schema.empty_table()]
        while len(rows):
            inside = int(np.searchsorted(rows, self._end))
            begin = self._end - self._held.num_rows
            parts.append(_some(self._held, rows[:inside] - begin))
            rows = rows[inside:]
            if len(rows):
                self._held = pa.Table.from_batches([next(self._batches)]).select(KEPT)
                self._end += self._held.num_rows
        return pa.concat_tables(parts)


def _some(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Some rows, ascending; without copying where they are next to each other."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return table.slice(int(rows[0]), len(rows))
    return table.take(pa.array(rows))
