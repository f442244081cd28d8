"""Bets into the bets table, a batch at a time: find what is new or changed by hash, and write only that."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, insert, select

from pikkit.bets.schema import BETS
from pikkit.store.arrow_rows import knowledge, one_version_each, to_rows
from pikkit.store.base import UpsertCounts
from pikkit.store.driver_rows import execute_many, fetch, upsert_statement
from pikkit.store.hashing import content_hash
from pikkit.store.store_state import next_moment, note_change
from pikkit.store.tables import bets, incoming

_BATCH = 100_000  # rows in memory as Python objects at a time
CONTENT = [name for name in BETS.names if name not in {"source", "source_line", "settled_share"}]
"""What makes a bet another one: all but where it was read, and the share that follows from the rest."""
_DIFFERENT = pa.schema([("position", pa.int64()), ("content_hash", pa.int64()), ("outcome", pa.string())])


@dataclass(frozen=True, slots=True)
class _Changes:
    """Rows of a batch to write: positions, and the hashes of the stored rows they replace."""

    new: NDArray[np.int64]
    changed: NDArray[np.int64]
    replaced_hashes: NDArray[np.int64]


def stored_bettors(connection: Connection, bettors: list[str]) -> pa.Array:
    """Those of the bettors who have stored bets."""
    statement = select(bets.c.bettor).where(bets.c.bettor == bindparam("bettor")).limit(1)
    known = [name for name in bettors if connection.execute(statement, {"bettor": name}).first() is not None]
    return pa.array(known, pa.string())


def upsert_bets(connection: Connection, new: pa.Table) -> UpsertCounts:
    """Insert and update bets within the transaction of a connection that holds the write lock."""
    distinct = one_version_each(new)
    if connection.dialect.name == "postgresql":
        from pikkit.store.postgres.merging import merge_bets  # noqa: PLC0415 (only what is asked for)

        return merge_bets(connection, distinct, CONTENT)
    counts, now = UpsertCounts(), next_moment(connection)
    incoming.create(connection)
    known = stored_bettors(connection, distinct["bettor"].unique().to_pylist())
    for start in range(0, distinct.num_rows, _BATCH):
        counts += _upsert_batch(connection, distinct.slice(start, _BATCH), known, now)
    incoming.drop(connection)
    return counts


def _upsert_batch(connection: Connection, batch: pa.Table, known: pa.Array, now: int) -> UpsertCounts:
    """Insert and update a batch of distinct bets within the connection's transaction, noting the moment ``now``.

    Only bettors who are ``known`` may have some of the bets stored already.
    """
    hashes = content_hash(batch.select(CONTENT))
    changes = _compare(connection, batch, known, hashes)
    written = np.sort(np.concatenate([changes.new, changes.changed]))
    _write(connection, batch.take(written), hashes[written], now)
    if len(written):
        note_change(connection, now, hashes[written], changes.replaced_hashes, len(changes.new))
    unchanged = batch.num_rows - len(written)
    return UpsertCounts(inserted=len(changes.new), updated=len(changes.changed), unchanged=unchanged)


def _compare(connection: Connection, batch: pa.Table, known: pa.Array, hashes: NDArray[np.int64]) -> _Changes:
    met = pc.is_in(batch["bettor"], known).to_numpy()
    strangers, positions = np.flatnonzero(~met), np.flatnonzero(met)
    if not positions.size:
        return _Changes(strangers, positions, positions)
    different = _different(connection, batch.take(pa.array(positions)), positions, hashes[positions])
    return _changes(batch, strangers, different)


def _different(
    connection: Connection, batch: pa.Table, positions: NDArray[np.int64], hashes: NDArray[np.int64]
) -> pa.Table:
    """The positions of bets that are not stored or stored with another hash, and what is stored of them."""
    columns = [pa.array(positions), batch["bettor"], batch["bet_id"], pa.array(hashes)]
    connection.execute(delete(incoming))
    execute_many(connection, insert(incoming), to_rows(pa.table(columns, incoming.columns.keys())))
    joined = incoming.outerjoin(bets, (bets.c.bettor == incoming.c.bettor) & (bets.c.bet_id == incoming.c.bet_id))
    differs = bets.c.content_hash.is_distinct_from(incoming.c.content_hash)
    statement = select(incoming.c.position, bets.c.content_hash, bets.c.outcome).select_from(joined).where(differs)
    return fetch(connection, statement, _DIFFERENT)


def _changes(batch: pa.Table, strangers: NDArray[np.int64], different: pa.Table) -> _Changes:
    is_new = different["content_hash"].is_null().to_numpy()
    position = different["position"].to_numpy()
    stored = different.filter(pa.array(~is_new))
    differing = position[~is_new]
    # An older export must not take back what is known about how a bet ended.
    allowed = knowledge(batch["outcome"].take(pa.array(differing))) >= knowledge(stored["outcome"])
    new = np.concatenate([strangers, position[is_new]])
    return _Changes(new, differing[allowed], stored["content_hash"].to_numpy()[allowed])


def _write(connection: Connection, rows: pa.Table, hashes: NDArray[np.int64], now: int) -> None:
    moment = pa.array(np.full(rows.num_rows, now))
    for name, values in (("content_hash", pa.array(hashes)), ("first_seen_at", moment), ("updated_at", moment)):
        rows = rows.append_column(name, values)
    execute_many(connection, upsert_statement(connection, bets, frozenset({"first_seen_at"})), to_rows(rows))
