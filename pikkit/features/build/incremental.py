"""Build features from a build before: what nothing changed for is kept.

Histories only grow: a bet that settles now changes no row that was known before. So a build keeps what every entity's
history said at some moments, and the next one goes on from the last of these before the first change. Rows of views
that were known earlier and groups of training rows without a change are kept as the bytes they are.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays.array_views import view_name
from pikkit.features.build.arrays.resumed_views import Resuming, resume_views
from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.resume.bet_digests import NEVER, SnapshotChange, bet_digests, compared
from pikkit.features.build.resume.build_record import BuildRecord, FileGroups, record_of
from pikkit.features.build.resume.epochs import MOST
from pikkit.features.build.resume.parquet_groups import Group, end_of, live_share
from pikkit.features.build.resume.snapshot_rows import SnapshotRows
from pikkit.features.build.spool import Spool
from pikkit.features.build.training_rows import BATCH, training_schema, with_features, write_rows
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES
from pikkit.features.views.column_names import FEATURES_AT
from pikkit.features.views.view import VIEWS

KEPT = [*FEATURE_NAMES, FEATURES_AT]
LEAST_LIVE = 0.7
"""A file of which less is still used is written anew as a whole."""


@dataclass(frozen=True)
class Rebuilt:
    """What a build from a build before did.

    Attributes:
        rows: Training rows.
        rows_kept: How many of them have the features they had.
        view_rows: Rows of all views; not counted where all is built.
        view_rows_kept: How many of them were kept.
    """

    rows: int
    rows_kept: int
    view_rows: int = 0
    view_rows_kept: int = 0


def rebuild(bets: Path, previous: Path, out: Path, names: tuple[str, str], threads: int) -> Rebuilt | None:
    """Build from a build before, in another folder or the same.

    Args:
        bets: The snapshot.
        previous: What an earlier build wrote.
        out: Where to write.
        names: What the training file and the views' folder are called.
        threads: How many views to sum up at a time.

    Returns:
        What it did; None if nothing can be kept: no whole build there, one of other definitions, or a change long ago.
    """
    earlier = record_of(previous, pq.read_schema(bets))
    if earlier is None or len(earlier.bounds) > MOST:
        return None
    digests = bet_digests(bets)
    if digests is None:
        return None
    change = compared(digests, earlier.bets())
    work = _Work(bets, previous, out, names, threads, earlier, digests, change)
    return work.done() if work.possible() else None


@dataclass
class _Work:
    """A build that goes on from another."""

    bets: Path
    previous: Path
    out: Path
    names: tuple[str, str]
    threads: int
    earlier: BuildRecord
    digests: pa.Table
    change: SnapshotChange

    def __post_init__(self) -> None:
        self.fresh: npt.NDArray[np.bool_] = self.digests["placed_at"].to_numpy() >= self.change.since
        self.before = np.where(self.fresh, -1, self.change.before)
        self.bound = max((moment for moment in self.earlier.bounds if moment <= self.change.since), default=None)

    def possible(self) -> bool:
        """Whether all that stays can be told, in one pass."""
        if self.bound is None and self.change.since < NEVER:
            return False
        stay = self.before[~self.fresh]
        ascending = bool((stay >= 0).all() and (np.diff(stay) > 0).all())
        return ascending and live_share(self.earlier.files[self.names[0]].groups) >= LEAST_LIVE

    def done(self) -> Rebuilt:
        """Build."""
        with BuildRecord.begin(self.out, pq.read_schema(self.bets)) as record:
            with TemporaryDirectory(prefix=".spool-", dir=self.out) as spooled:
                columns = Spool(Path(spooled))
                kept = self._views(record, columns)
                self._training(record, columns)
            record.write_bets(self.digests)
            record.finish(self.out)
        rows = sum(
            group.rows for name, those in record.files.items() if name != self.names[0] for group in those.groups
        )
        return Rebuilt(len(self.fresh), int((~self.fresh).sum()), rows, kept)

    def _views(self, record: BuildRecord, columns: Spool) -> int:
        old, new = self.previous / self.names[1], self.out / self.names[1]
        if self.bound is None or self.change.since == NEVER:
            return self._same_views(record, old, new)
        known_at = self.digests["known_at"].to_numpy()
        to = Resuming(self.bets, self.fresh, known_at, self.bound, self.earlier, old, record, new)
        return resume_views(to, columns, self.threads)

    def _same_views(self, record: BuildRecord, old: Path, new: Path) -> int:
        record.bounds = self.earlier.bounds
        for view in VIEWS:
            source, target = (folder / f"{view.name}.parquet" for folder in (old, new))
            if source.resolve() != target.resolve():
                shutil.copyfile(source, target.with_suffix(".tmp"))
                target.with_suffix(".tmp").replace(target)
            record.files[view_name(new, view)] = self.earlier.files[view_name(old, view)]
            record.keep_states(self.earlier, view)
        return sum(group.rows for those in record.files.values() for group in those.groups)

    def _training(self, record: BuildRecord, columns: Spool) -> None:
        name = self.names[0]
        stay = {
            place: group for place, group in enumerate(self.earlier.files[name].groups) if self._stays(place, group)
        }
        source, schema = self.previous / name, pq.read_schema(self.bets)
        groups = write_rows(schema, self._parts(stay, columns), self.out / name, source, end_of(list(stay.values())))
        record.files[name] = FileGroups(groups, [0] * len(groups))

    def _stays(self, place: int, group: Group) -> bool:
        """Whether a group of training rows is that of the same rows now, and none of them changed."""
        start = place * BATCH
        stop = start + group.rows
        if group.rows != min(BATCH, len(self.before) - start) or group.rows == 0:
            return False
        return bool(self.change.same[start:stop].all() and (self.before[start:stop] == np.arange(start, stop)).all())

    def _parts(self, stay: dict[int, Group], columns: Spool) -> Iterator[Group | pa.Table]:
        bets, old = SnapshotRows(self.bets), SnapshotRows(self.previous / self.names[0], KEPT)
        computed = 0
        for place, start in enumerate(range(0, len(self.before), BATCH)):
            if place in stay:
                yield stay[place]
                continue
            was = self.before[start : start + BATCH]
            table = bets.take(np.arange(start, start + len(was)))
            fresh = int((was < 0).sum())
            yield _joined(table, was, old, columns, computed)
            computed += fresh


def _joined(table: pa.Table, was: npt.NDArray[np.int64], old: SnapshotRows, columns: Spool, computed: int) -> pa.Table:
    """Bets with the features they had, and the others' from the spool, from a row on."""
    features, fresh = old.take(was[was >= 0]), np.flatnonzero(was < 0)
    if len(fresh):
        some = table.take(pa.array(fresh))
        made = with_features(some, asked_columns(some) | columns.read(computed, len(fresh)))
        order = np.argsort(np.concatenate([np.flatnonzero(was >= 0), fresh]))
        features = pa.concat_tables([features, made.select(KEPT)]).take(pa.array(order))
    return pa.Table.from_arrays([*table.columns, *features.columns], schema=training_schema(table.schema))
