"""Decisions into the tables of a store, within one transaction."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, select, update

from pikkit.store.base import Review, UpsertCounts
from pikkit.store.correcting import CORRECTABLE
from pikkit.store.driver_rows import fetch
from pikkit.store.guarding import guarded
from pikkit.store.hashing import content_hash
from pikkit.store.shapes import CORRECTIONS, OPEN, QUARANTINE, WITHHELD
from pikkit.store.store_state import next_moment, note_change
from pikkit.store.tables import bets, corrections, quarantine
from pikkit.store.upserting import upsert_bets

Hashes = NDArray[np.int64]
Decided = dict[tuple[str, str, int], tuple[Any, ...]]
"""Status, who, when in microseconds and note, by bettor, source and content hash."""

_DECIDED = ("content_hash", "status", "decided_by", "decided_at", "note")


def store_review(connection: Connection, review: Review) -> UpsertCounts:
    """Store all that was decided; the moments are the transaction's own."""
    removed_bets = _take_back(connection, review.take_back)
    counts = upsert_bets(connection, review.bets) if review.bets.num_rows else UpsertCounts()
    moment = next_moment(connection)
    added = _add(connection, review.corrections, moment)
    removed = _revert(connection, review.revert, review.who, moment)
    _decide(connection, review.decisions, moment)
    if review.corrections.num_rows or review.revert or removed_bets.size:
        note_change(connection, moment, added, np.concatenate([removed, removed_bets]), -len(removed_bets))
    return counts


def read_corrections(connection: Connection, *conditions: Any) -> pa.Table:
    """Corrections as CORRECTIONS in the order they were made."""
    query: Select[Any] = select(*(corrections.c[name] for name in CORRECTIONS.names)).where(*conditions)
    query = guarded(connection, query, corrections)
    return fetch(connection, query.order_by(corrections.c.created_at, corrections.c.id), CORRECTIONS)


def with_decisions(connection: Connection, rejects: pa.Table, moment: int) -> pa.Table:
    """Rejects as QUARANTINE rows, with what was decided about the same text of the same source before."""
    return quarantine_rows(rejects, _decided(connection, rejects), moment)


def quarantine_rows(rejects: pa.Table, known: Decided, moment: int) -> pa.Table:
    """Rejects as QUARANTINE rows, first seen at a moment (in microseconds), with what was decided about their texts."""
    hashes = content_hash(rejects.select(["raw"]))
    keys = zip(rejects["bettor"].to_pylist(), rejects["source"].to_pylist(), hashes.tolist(), strict=True)
    decided = [known.get(key, (OPEN, None, None, None)) for key in keys]
    columns = [*rejects.columns, pa.array(hashes), pa.array(np.full(rejects.num_rows, moment))]
    for position, name in enumerate(("status", "decided_by", "decided_at", "note")):
        kind = pa.int64() if name == "decided_at" else pa.string()
        columns.append(pa.array([row[position] for row in decided], kind))
    return pa.table(columns, QUARANTINE.names).cast(QUARANTINE)


def quarantined_of(connection: Connection, bettor: str) -> int:
    """How many rows a bettor's quarantine holds."""
    query = select(func.count()).select_from(quarantine).where(quarantine.c.bettor == bettor)
    return int(connection.execute(query).scalar_one())


def sources_of(rejects: pa.Table) -> list[tuple[str, str]]:
    """The (bettor, source) pairs of rejects."""
    return sorted(set(zip(*(rejects[name].to_pylist() for name in ("bettor", "source")), strict=True)))


def _decided(connection: Connection, rejects: pa.Table) -> Decided:
    decisions = {}
    for bettor, source in sources_of(rejects):
        mine = and_(quarantine.c.bettor == bettor, quarantine.c.source == source, quarantine.c.status != OPEN)
        for row in connection.execute(select(*(quarantine.c[name] for name in _DECIDED)).where(mine)):
            decisions[bettor, source, row.content_hash] = tuple(row)[1:]
    return decisions


def _decide(connection: Connection, decisions: pa.Table, moment: int) -> None:
    if not decisions.num_rows:
        return
    where = [quarantine.c[name] == bindparam(f"b_{name}") for name in ("bettor", "source", "content_hash")]
    rows = [
        {
            **{f"b_{name}": row[name] for name in ("bettor", "source", "content_hash")},
            **{name: row[name] for name in ("status", "decided_by", "note")},
            "decided_at": None if row["status"] == OPEN else moment,
        }
        for row in decisions.to_pylist()
    ]
    connection.execute(update(quarantine).where(*where), rows)


def _add(connection: Connection, new: pa.Table, moment: int) -> Hashes:
    """Insert corrections; returns their hashes."""
    hashes = correction_hashes(new)
    if new.num_rows:
        made = {"created_at": moment, "reverted_at": None, "reverted_by": None}
        rows = [{**row, **made, "content_hash": h} for row, h in zip(new.to_pylist(), hashes.tolist(), strict=True)]
        connection.execute(insert(corrections), rows)
    return hashes


def _revert(connection: Connection, ids: Collection[str], who: str, moment: int) -> Hashes:
    """Revert what is active of some corrections; returns the hashes of those."""
    active = [
        read_corrections(connection, corrections.c.id == wanted, corrections.c.reverted_at.is_(None))
        for wanted in sorted(set(ids))
    ]
    reverted = pa.concat_tables(active) if active else CORRECTIONS.empty_table()
    changes = {"reverted_at": moment, "reverted_by": who}
    if reverted.num_rows:
        where = update(corrections).where(corrections.c.id == bindparam("wanted"))
        connection.execute(where, [{"wanted": wanted, **changes} for wanted in reverted["id"].to_pylist()])
    return correction_hashes(reverted)


def correction_hashes(table: pa.Table) -> Hashes:
    """A hash of what each correction says about its bet, shape (corrections,); 0 for one that changes no value."""
    telling = pc.is_in(table["field"], pa.array(sorted(CORRECTABLE | {WITHHELD}))).to_numpy()
    return np.where(telling, content_hash(table.select(["bettor", "bet_id", "field", "new_value"])), 0)


def _take_back(connection: Connection, rows: pa.Table) -> Hashes:
    """Delete bets that still have the content given; returns the hashes of those that were deleted."""
    deleted = []
    for row in rows.to_pylist():
        where = and_(*(bets.c[name] == row[name] for name in ("bettor", "bet_id", "content_hash")))
        if connection.execute(delete(bets).where(where)).rowcount:
            deleted.append(row["content_hash"])
    return np.array(deleted, dtype=np.int64)
