"""Bets out of a Supabase project, a page at a time, as their sources said them or as corrected."""

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.sql_moments import datetime_of
from pikkit.bets.schema import BETS, UTC_MICROSECONDS
from pikkit.store.base import Changes
from pikkit.store.correcting import apply_corrections
from pikkit.store.shapes import BET_KEYS, CORRECTIONS
from pikkit.store.stored_bets import TIMING, BetQuery
from pikkit.store.supabase.json_rows import from_json_rows
from pikkit.store.supabase.rest import Narrow, Rest

_IDS = 100  # ids a request, whose address has to stay short


def read_corrections(rest: Rest) -> pa.Table:
    """All corrections as CORRECTIONS, in the order they were made."""
    return from_json_rows(rest.rows("corrections", CORRECTIONS.names, ["created_at", "id"]), CORRECTIONS)


def read_bets(rest: Rest, asked: BetQuery, *, corrected: bool) -> pa.Table:
    """Bets as BETS, in no order."""
    corrections = read_corrections(rest) if corrected else CORRECTIONS.empty_table()
    active = corrections.filter(pc.is_null(corrections["reverted_at"]))
    # A corrected time may bring a bet in that its source would leave out: then all are read.
    moved = pc.any(pc.is_in(active["field"], pa.array(TIMING))).as_py()
    bounds = {} if moved else asked.before
    bets = _fetch(rest, asked, lambda query: _all_of(query, "lt", bounds))
    table = apply_corrections(bets, active)
    for column, moment in asked.before.items():
        table = table.filter(pc.less(table[column], pa.scalar(moment, UTC_MICROSECONDS)))
    return table


def read_changes(rest: Rest, watermark: int) -> Changes:
    """Bets written after the watermark, and those about which a correction was made or reverted after it."""
    state = rest.call("visible_state")
    since, corrections = pa.scalar(watermark, UTC_MICROSECONDS), read_corrections(rest)
    recent = pc.fill_null(
        pc.or_kleene(*(pc.greater(corrections[at], since) for at in ("created_at", "reverted_at"))), False
    )
    touched = corrections.filter(recent).select(BET_KEYS.names).group_by(BET_KEYS.names).aggregate([]).cast(BET_KEYS)
    everybody = BetQuery(None, {}, None)
    after = {"updated_at": datetime_of(watermark)}
    written = _fetch(rest, everybody, lambda query: _all_of(query, "gt", after))
    again = BetQuery(sorted(set(touched["bettor"].to_pylist())), {}, sorted(set(touched["bet_id"].to_pylist())))
    retold = _fetch(rest, again, lambda query: query).join(touched, BET_KEYS.names, join_type="left semi")
    retold = retold.select(BETS.names).join(written.select(BET_KEYS.names), BET_KEYS.names, join_type="left anti")
    readable = apply_corrections(pa.concat_tables([written, retold.select(BETS.names).cast(BETS)]), corrections)
    removed = touched.join(readable.select(BET_KEYS.names), BET_KEYS.names, join_type="left anti").cast(BET_KEYS)
    return Changes(readable, removed, state["changed_at"])


def _fetch(rest: Rest, asked: BetQuery, narrow: Narrow) -> pa.Table:
    pages = [from_json_rows(page, BETS) for page in _pages(rest, asked, narrow)]
    return pa.concat_tables(pages).combine_chunks() if pages else BETS.empty_table()


def _pages(rest: Rest, asked: BetQuery, narrow: Narrow) -> Iterator[list[dict[str, Any]]]:
    bettors = rest.call("visible_bettors") if asked.bettors is None else sorted(set(asked.bettors))
    for bettor in bettors:
        for ids in _chunks(asked):
            yield from rest.rows_by_key("bets", BETS.names, "bet_id", _narrowed(narrow, bettor, ids))


def _narrowed(narrow: Narrow, bettor: str, ids: list[str] | None) -> Callable[[Any], Any]:
    def narrowed(query: Any) -> Any:
        query = narrow(query).eq("bettor", bettor)
        return query if ids is None else query.in_("bet_id", ids)

    return narrowed


def _chunks(asked: BetQuery) -> list[list[str] | None]:
    if asked.bet_ids is None:
        return [None]
    ids = sorted(set(asked.bet_ids))
    return [ids[start : start + _IDS] for start in range(0, len(ids), _IDS)]


def _all_of(query: Any, operator: str, bounds: dict[str, Any]) -> Any:
    for column, moment in bounds.items():
        query = getattr(query, operator)(column, moment.isoformat())
    return query
