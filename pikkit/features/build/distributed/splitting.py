"""The first piece of work: a row group's bets, to those who sum up their entities and to their own slice."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.build.arrays.definition_values import Evaluator
from pikkit.features.build.arrays.gathered_facts import observed_values
from pikkit.features.build.distributed.entity_ranges import EntityRanges
from pikkit.features.build.distributed.snapshot_slices import RowGroup
from pikkit.features.views.view import STREAK_SUMS, View
from pikkit.spark.blocks import Block

BETS, ASKED, SETTLED = "bets", "asked", "settled"
"""Names of blocks: a slice's own rows; bets that ask what was known; settled bets and what they add."""
ALL = np.iinfo(np.int64).min
"""As the moment since which bets ask: all of them."""


@dataclass(frozen=True)
class Splitting:
    """Splits row groups.

    Attributes:
        ranges: Of every view.
        slice_rows: Rows of a slice.
        since: Bets placed before ask for nothing.
    """

    ranges: tuple[EntityRanges, ...]
    slice_rows: int
    since: int = ALL

    def blocks(self, group: RowGroup, engine: Evaluator) -> Iterator[Block]:
        """The blocks of a row group; slices' own are for the partitions after those of the ranges."""
        after = self.ranges[-1].first + self.ranges[-1].count
        for number, start, bets in group.read(self.slice_rows):
            rows = pa.array(np.arange(start, start + bets.num_rows))
            keys = engine.asked(bets).append_column("row", rows)
            asked = keys.append_column("placed_at", bets["placed_at"].cast(pa.int64()))
            if self.since != ALL:
                asked = asked.filter(pc.greater_equal(asked["placed_at"], self.since))
            if asked.num_rows:
                yield after + number, BETS, number, bets
            observed = observed_values(engine, bets)
            single = observed.filter(pc.invert(observed["parlay"]))
            parlays = observed.filter(observed["parlay"])
            for ranges in self.ranges:
                view = ranges.view
                yield from _split(asked.select([*view.keys, "row", "placed_at"]), ASKED, number, ranges)
                seen = (parlays if view.parlays else single).select([*view.keys, "known_at", *added_by(view)])
                yield from _split(seen, SETTLED, number, ranges)


def added_by(view: View) -> tuple[str, ...]:
    """The sums of a view's rows, each once."""
    return tuple(dict.fromkeys((*(name for name, _ in view.summed), *(STREAK_SUMS if view.streak else ()))))


def _split(table: pa.Table, name: str, number: int, ranges: EntityRanges) -> Iterator[Block]:
    if not table.num_rows:
        return
    for part, rows in _parts(ranges.of(table)):
        taken = table if rows is None else table.take(pa.array(rows))
        yield part, name, number, _coded(taken, ranges.view.keys)


def _parts(parts: npt.NDArray[np.int64]) -> Iterator[tuple[int, npt.NDArray[np.int64] | None]]:
    """Each part and its rows, in their order; None for all of them."""
    if (parts == parts[0]).all():
        yield int(parts[0]), None
        return
    order = np.argsort(parts, kind="stable")
    kinds, begins = np.unique(parts[order], return_index=True)
    yield from zip(kinds.tolist(), np.split(order, begins[1:]), strict=True)


def _coded(table: pa.Table, keys: tuple[str, ...]) -> pa.Table:
    """With its keys as dictionaries: each word once."""
    for key in keys:
        coded = table[key].combine_chunks().dictionary_encode()
        table = table.set_column(table.schema.get_field_index(key), key, coded)
    return table
