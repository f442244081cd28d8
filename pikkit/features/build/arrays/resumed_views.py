"""Sum up the views of a snapshot from a moment on, going on from what an earlier build left."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from pikkit.features.build.arrays.array_views import newest_of, spool_joined, view_name, view_parts
from pikkit.features.build.arrays.as_of_join import join_history
from pikkit.features.build.arrays.definition_values import READ
from pikkit.features.build.arrays.entity_states import coded, continued, replaced, state_at
from pikkit.features.build.arrays.facts import Facts, Ints
from pikkit.features.build.arrays.gathered_facts import gather_facts
from pikkit.features.build.arrays.history import History, view_history
from pikkit.features.build.arrays.moments_between import with_moments
from pikkit.features.build.resume.build_record import BuildRecord, FileGroups
from pikkit.features.build.resume.epochs import boundaries
from pikkit.features.build.resume.parquet_groups import end_of, write_groups
from pikkit.features.build.resume.snapshot_rows import SnapshotRows
from pikkit.features.build.spool import Spool
from pikkit.features.build.training_rows import FEATURES_AT
from pikkit.features.views.column_names import KNOWN_AT
from pikkit.features.views.view import VIEWS, WINDOWS, View
from pikkit.features.views.view_file import view_schema

LONGEST = max(length for length in WINDOWS.values() if length is not None)
"""How far back a row's sums over windows may look, in microseconds."""


def resume_views(
    bets: Path,
    asked: npt.NDArray[np.bool_],
    known_at: Ints,
    bound: int,
    earlier: BuildRecord,
    old: Path,
    record: BuildRecord,
    new: Path,
    columns: Spool,
    threads: int,
) -> int:
    """Write every view's file with new rows from a moment on; returns how many rows were kept.

    Args:
        bets: The snapshot.
        asked: The bets to spool the columns of, all placed at or after the moment.
        known_at: When each bet became known, in microseconds; for ever without a settlement.
        bound: The moment: a bound of the earlier record.
        earlier, old: The record of the earlier build, and the folder of its views.
        record, new: The record of this build, and where its views go.
        columns: Takes the columns.
        threads: How many views to sum up at a time.
    """
    rows = SnapshotRows(bets, READ)
    states = {view: earlier.state(view, bound) for view in VIEWS}
    facts = gather_facts(rows.where(asked), rows.where(known_at >= bound - LONGEST))
    facts = with_moments(facts, np.concatenate([[bound], *(state[KNOWN_AT].to_numpy() for state in states.values())]))
    counted = facts.moments[facts.ranks]
    record.bounds = [moment for moment in earlier.bounds if moment <= bound]
    begun = len(record.bounds)
    total = int((known_at < np.iinfo(np.int64).max).sum())
    record.bounds += boundaries(counted[counted >= bound], bound, total)
    kept: list[int] = []

    def build(view: View) -> Ints:
        state, own, observed, size = coded(facts, view, states[view])
        resumed = state.resumed(int(np.searchsorted(facts.moments, bound)))
        newer = view_history(facts, view, observed, size, resumed=resumed)
        kept.append(_write(facts, newer, earlier, old, record, new, begun))
        record.keep_states(earlier, view)
        for moment in record.bounds[begun:]:
            record.write_state(view, moment, replaced(states[view], state_at(facts, newer, moment), view))
        joined = join_history(facts, continued(state, newer), own, size)
        spool_joined(joined, columns)
        return joined.settled

    columns.write(FEATURES_AT, newest_of(build, len(facts.placed_at), threads))
    return sum(kept)


def _write(
    facts: Facts, newer: History, earlier: BuildRecord, old: Path, record: BuildRecord, new: Path, begun: int
) -> int:
    """Write a view's file: the groups of the epochs that stay, then the new rows."""
    view = newer.view
    name = view_name(new, view)
    before = earlier.files[name]
    pairs = [pair for pair in zip(before.groups, before.epochs, strict=True) if pair[1] < begun and pair[0].rows]
    groups = [group for group, _ in pairs]
    epochs, parts = view_parts(facts, newer, record.bounds)
    source = old / f"{view.name}.parquet"
    written = write_groups(
        new / source.name,
        view_schema(view),
        (part for those in (groups, parts) for part in those),
        source,
        end_of(groups),
    )
    record.files[name] = FileGroups(written, ([epoch for _, epoch in pairs] + epochs) or [0])
    return sum(group.rows for group in groups)
