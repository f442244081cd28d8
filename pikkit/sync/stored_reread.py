"""The texts of stored bets read again by today's rules, so that a store need not be imported anew."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export.convert import selection_columns
from pikkit.bets.schema import BETS
from pikkit.store.base import BetStore
from pikkit.store.correcting import apply_corrections
from pikkit.store.shapes import BET_KEYS
from pikkit.sync.event_refresh import note_events, told_events

_KEY = BET_KEYS.names


@dataclass(frozen=True, slots=True)
class RereadCounts:
    """What reading the stored texts again changed.

    Attributes:
        bets: Bets read, the withheld ones too.
        changed: Those of which anything is read otherwise now.
        fields: Bets by the field that is read otherwise: ``market``, ``subject``, ``side`` …; 0 is left out.
        events: Bets that are on another event than was noted, or than the stored names said, by the rules of today.
        corrected: Active corrections, all of which still count.
    """

    bets: int
    changed: int
    fields: dict[str, int]
    events: int
    corrected: int


def reread_store(store: BetStore, *, dry_run: bool = False) -> RereadCounts:
    """Read the texts of all stored bets again and store what they say now; corrections stay and count as before.

    A correction is kept beside its bet and applied when the bet is read, so that a corrected field keeps its corrected
    value whatever the text is read as.

    Args:
        store: The bets.
        dry_run: Store nothing, only count.
    """
    stored = store.read(corrected=False)
    again, fields = _reread(stored)
    rows = np.flatnonzero(np.any(list(fields.values()), axis=0)) if fields else np.empty(0, dtype=np.int64)
    corrections = store.corrections()
    before = _events_before(store, apply_corrections(stored, corrections))
    after = told_events(apply_corrections(again, corrections))
    moved = _moved(before, after)
    if not dry_run:
        if len(rows):
            store.upsert(again.take(pa.array(rows)))
        note_events(store)
    counted = {name: int(mask.sum()) for name, mask in fields.items() if mask.any()}
    active = int(pc.sum(pc.is_null(corrections["reverted_at"])).as_py() or 0)
    return RereadCounts(stored.num_rows, len(rows), counted, moved, active)


def _reread(bets: pa.Table) -> tuple[pa.Table, dict[str, npt.NDArray[np.bool_]]]:
    """The bets with today's selection, and which rows of each field are others now."""
    again, changed = bets, {}
    for name, values in _selections(bets).items():
        column = pa.chunked_array([values.cast(BETS.field(name).type)])
        place = BETS.get_field_index(name)
        changed[name] = differs(bets[name], column)
        again = again.set_column(place, BETS.field(name), column)
    return again, changed


def _selections(bets: pa.Table) -> dict[str, pa.Array]:
    texts, kinds, books = (bets[name].combine_chunks() for name in ("bet_info", "bet_type", "sportsbook"))
    return selection_columns(pc.fill_null(texts, ""), kinds, books)


def differs(one: pa.ChunkedArray, other: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Where two columns of the same length are not alike; nulls are."""
    same = pc.or_(pc.fill_null(pc.equal(one, other), False), pc.and_(pc.is_null(one), pc.is_null(other)))
    return ~np.asarray(same.to_numpy(), dtype=bool)


def _events_before(store: BetStore, bets: pa.Table) -> pa.Table:
    """The events as noted; of a store that noted none yet, those that the stored names say."""
    noted = store.events()
    return noted if noted.num_rows else told_events(bets)


def _moved(before: pa.Table, after: pa.Table) -> int:
    """How many bets are on another event."""
    old = before.select([*_KEY, "event"]).rename_columns([*_KEY, "before"])
    joined = after.select([*_KEY, "event"]).join(old, _KEY, join_type="left outer")
    return int(differs(joined["event"], joined["before"]).sum())
