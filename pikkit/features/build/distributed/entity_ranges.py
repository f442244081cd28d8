"""Ranges of a view's entities that have about as many bets each: each is one worker's to sum up.

Ranges and not hashes of entities, so that what the workers write, one after another, is in the order of the entities.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.features.build.arrays.coding import code, combined
from pikkit.features.views.view import VIEWS, View

Entity = tuple[object, ...]


@dataclass(frozen=True)
class EntityRanges:
    """The ranges of a view.

    Attributes:
        view: The view.
        first: The number of its first range among those of all views.
        bounds: Where each range but the first begins, ascending.
    """

    view: View
    first: int
    bounds: tuple[Entity, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.bounds) + 1

    def of(self, keys: pa.Table) -> npt.NDArray[np.int64]:
        """The range, among those of all views, of each row of keys."""
        if not self.bounds:
            return np.full(keys.num_rows, self.first, dtype=np.int64)
        entities, places = _entities(keys, self.view)
        parts = [bisect_right(self.bounds, entity) for entity in entities]
        return self.first + np.array(parts, dtype=np.int64)[places]


def entity_ranges(sample: pa.Table, bets: int, at_once: int) -> tuple[EntityRanges, ...]:
    """Ranges of every view, by a sample of the bets' keys.

    Args:
        sample: The keys of some bets.
        bets: How many there are in all.
        at_once: How many bets a range may have, about; those of one entity are never parted.
    """
    wanted = max(-(-bets // at_once), 1)
    ranges: list[EntityRanges] = []
    for view in VIEWS:
        first = ranges[-1].first + ranges[-1].count if ranges else 0
        ranges.append(EntityRanges(view, first, _bounds(sample, view, wanted)))
    return tuple(ranges)


def _bounds(sample: pa.Table, view: View, wanted: int) -> tuple[Entity, ...]:
    if wanted == 1 or not sample.num_rows:
        return ()
    entities, places = _entities(sample, view)
    order = sorted(range(len(entities)), key=entities.__getitem__)
    begins = np.cumsum(np.bincount(places, minlength=len(entities))[order]) / sample.num_rows * wanted
    share = np.concatenate([[0], begins[:-1]]).astype(np.int64)
    return tuple(entities[order[at]] for at in np.flatnonzero(np.diff(share, prepend=0)))


def _entities(keys: pa.Table, view: View) -> tuple[Sequence[Entity], npt.NDArray[np.int64]]:
    """The different entities of rows, and which each row is of."""
    coded = [code(keys[key].dictionary_encode().chunks) for key in view.keys]
    _, first, places = np.unique(combined(coded)[0], return_index=True, return_inverse=True)
    columns = [one.words.take(pa.array(one.codes[first])).to_pylist() for one in coded]
    return list(zip(*columns, strict=True)), places
