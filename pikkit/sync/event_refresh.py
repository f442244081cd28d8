"""The events of the stored bets: told anew for what changed, and for every bet on a game of the same two teams."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.events import assign_events
from pikkit.store.base import BetStore
from pikkit.store.shapes import BET_KEYS, EVENTS

UNSURE = 0.7
"""An event that is less sure than this is said to be."""
_KEY = BET_KEYS.names


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What telling the events of bets came to.

    Attributes:
        bets: Bets looked at.
        told: Those that are on one known game.
        events: Different games among them.
        unsure: Those whose event is less sure than ``UNSURE``.
        changed: Bets whose event is another than was noted, the new ones included.
    """

    bets: int = 0
    told: int = 0
    events: int = 0
    unsure: int = 0
    changed: int = 0

    @property
    def unmatched(self) -> int:
        """Bets that name no game, or several."""
        return self.bets - self.told


def note_events(store: BetStore, since: int = 0, *, dry_run: bool = False) -> EventCounts:
    """Tell the events of bets and note them in the store where they are others than before.

    Args:
        store: The bets.
        since: A watermark of the store: only what changed after it is told, and the bets on games of the same teams.
        dry_run: Note nothing.
    """
    bets = _bets(store, since)
    if not bets.num_rows:
        return EventCounts()
    events = told_events(bets)
    changed = _changed(events, store.events() if since == 0 else store.events(_pairings(events)))
    if changed.num_rows and not dry_run:
        store.note_events(changed)
    known = events["event"].drop_null()
    unsure = pc.sum(pc.less(events["confidence"], UNSURE)).as_py() or 0
    return EventCounts(bets.num_rows, len(known), pc.count_distinct(known).as_py(), unsure, changed.num_rows)


def told_events(bets: pa.Table) -> pa.Table:
    """The events of bets of the BETS schema as EVENTS, a row a bet in their order."""
    assigned = assign_events(bets)
    pairing = pc.replace_substring_regex(assigned.event, r"@[^@]*$", "")
    columns = [bets["bettor"], bets["bet_id"], pairing, assigned.event, assigned.confidence]
    return pa.table(columns, schema=EVENTS).combine_chunks()


def _bets(store: BetStore, since: int) -> pa.Table:
    """The bets that changed, and those on games of the same teams."""
    if since == 0:
        return store.read()
    changed = store.changed_since(since).bets
    if not changed.num_rows:
        return changed
    related = store.events(_pairings(told_events(changed))).select(_KEY)
    others = related.join(changed.select(_KEY), _KEY, join_type="left anti").combine_chunks()
    if not others.num_rows:
        return changed
    near = store.read(bettors=set(others["bettor"].to_pylist()), bet_ids=set(others["bet_id"].to_pylist()))
    wanted = near.join(others, _KEY, join_type="left semi").select(changed.schema.names).cast(changed.schema)
    return pa.concat_tables([changed, wanted])


def _pairings(events: pa.Table) -> list[str]:
    pairings: list[str] = events["pairing"].drop_null().unique().to_pylist()
    return pairings


def _changed(events: pa.Table, noted: pa.Table) -> pa.Table:
    """Those of the events that are noted otherwise, or not at all; a bet without an event need not be noted."""
    before = noted.select([*_KEY, "event", "confidence"]).rename_columns([*_KEY, "noted", "noted_confidence"])
    joined = events.join(before, _KEY, join_type="left outer")
    same = pc.and_(_equal(joined["event"], joined["noted"]), _equal(joined["confidence"], joined["noted_confidence"]))
    return joined.filter(pc.invert(same)).select(EVENTS.names).cast(EVENTS).combine_chunks()


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether two columns say the same, null for null."""
    both_null = pc.and_(pc.is_null(one), pc.is_null(other))
    return pc.or_(pc.fill_null(pc.equal(one, other), False), both_null)
