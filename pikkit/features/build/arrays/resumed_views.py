"""Sum up the views of a snapshot from a moment on, going on from what an earlier build left."""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.features.build.arrays.array_views import newest_of, spool_joined, view_name, view_parts
from pikkit.features.build.arrays.as_of_join import join_history
from pikkit.features.build.arrays.definition_values import READ
from pikkit.features.build.arrays.entity_states import coded, continued, replaced, state_at
from pikkit.features.build.arrays.facts import Facts
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.arrays.history import History, view_history
from pikkit.features.build.arrays.moments_between import with_moments
from pikkit.features.build.arrays.smallest_integers import Ints
from pikkit.features.build.resume.bet_digests import NEVER
from pikkit.features.build.resume.build_record import BuildRecord, FileGroups
from pikkit.features.build.resume.epochs import boundaries
from pikkit.features.build.resume.parquet_groups import end_of, write_groups
from pikkit.features.build.resume.snapshot_rows import SnapshotRows
from pikkit.features.build.spool import Spool
from pikkit.features.views.column_names import FEATURES_AT, KNOWN_AT
from pikkit.features.views.view import VIEWS, WINDOWS, View
from pikkit.features.views.view_file import view_schema

LONGEST = max(length for length in WINDOWS.values() if length is not None)
"""How far back a row's sums over windows may look, in microseconds."""


@dataclass(frozen=True)
class Resuming:
    """A build that goes on from an earlier one at a moment.

    Attributes:
        bets: The snapshot.
        asked: The bets to spool the columns of, all placed at or after the moment.
        known_at: When each bet became known, in microseconds; for ever without a settlement.
        bound: The moment: a bound of the earlier record.
        earlier, old: The record of the earlier build, and the folder of its views.
        record, new: The record of this build, and where its views go.
    """

    bets: Path
    asked: npt.NDArray[np.bool_]
    known_at: Ints
    bound: int
    earlier: BuildRecord
    old: Path
    record: BuildRecord
    new: Path


def resume_views(to: Resuming, columns: Spool, threads: int) -> int:
    """Write every view's file with new rows from a moment on; returns how many rows were kept.

    Args:
        to: What is gone on from, and where to.
        columns: Takes the columns that the asked bets read.
        threads: How many views to sum up at a time.
    """
    states = {view: to.earlier.state(view, to.bound) for view in VIEWS}
    facts = _facts(to, states)
    counted = facts.moments[facts.ranks]
    to.record.bounds = [moment for moment in to.earlier.bounds if moment <= to.bound]
    begun, settled = len(to.record.bounds), int((to.known_at < NEVER).sum())
    to.record.bounds += boundaries(counted[counted >= to.bound], to.bound, settled)
    kept: list[int] = []

    def build(view: View) -> Ints:
        state, own, observed, size = coded(facts, view, states[view])
        resumed = state.resumed(int(np.searchsorted(facts.moments, to.bound)))
        newer = view_history(facts, view, observed, size, resumed=resumed)
        kept.append(_write(facts, newer, to, begun))
        to.record.keep_states(to.earlier, view)
        for moment in to.record.bounds[begun:]:
            to.record.write_state(view, moment, replaced(states[view], state_at(facts, newer, moment), view))
        joined = join_history(facts, continued(state, newer), own, size)
        spool_joined(joined, columns)
        return joined.settled

    columns.write(FEATURES_AT, newest_of(build, len(facts.placed_at), threads))
    return sum(kept)


def _facts(to: Resuming, states: dict[View, pa.Table]) -> Facts:
    """The asked bets, and those settled since the moment or in the longest window before it."""
    rows = SnapshotRows(to.bets, READ)
    facts = gather_facts(rows.where(to.asked), rows.where(to.known_at >= to.bound - LONGEST))
    return with_moments(facts, np.concatenate([[to.bound], *(state[KNOWN_AT].to_numpy() for state in states.values())]))


def _write(facts: Facts, newer: History, to: Resuming, begun: int) -> int:
    """Write a view's file: the groups of the epochs that stay, then the new rows."""
    view = newer.view
    name, source = view_name(to.new, view), to.old / f"{view.name}.parquet"
    before = to.earlier.files[name]
    pairs = [pair for pair in zip(before.groups, before.epochs, strict=True) if pair[1] < begun and pair[0].rows]
    groups = [group for group, _ in pairs]
    epochs, parts = view_parts(facts, newer, to.record.bounds)
    written = write_groups(to.new / source.name, view_schema(view), chain(groups, parts), source, end_of(groups))
    to.record.files[name] = FileGroups(written, ([epoch for _, epoch in pairs] + epochs) or [0])
    return sum(group.rows for group in groups)
