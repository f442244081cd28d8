"""The bet store in a SQL database, by SQLAlchemy Core."""

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

import pyarrow as pa
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import DBAPIError

from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS, REJECTS
from pikkit.errors import InputError, NotReadyError
from pikkit.store import tables
from pikkit.store.base import StoreCounts, UpsertCounts
from pikkit.store.driver import execute_many, fetch, insert_new_statement
from pikkit.store.hashing import content_hash
from pikkit.store.rows import conform, one_version_each, to_rows
from pikkit.store.sqlite import WRITE
from pikkit.store.upserting import stored_bettors, upsert_batch

_BATCH = 100_000  # rows in memory as Python objects at a time
_ORDER = [("placed_at", "ascending"), ("bettor", "ascending"), ("bet_id", "ascending")]


class SqlStore:
    """A :class:`~pikkit.store.base.BetStore` on an engine; it makes its tables if they are not there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with self._connection(write=True) as connection:
            tables.metadata.create_all(connection)
            _check_version(connection, self._name)

    def upsert(self, bets: pa.Table) -> UpsertCounts:
        """Insert new bets and update changed ones, all or none."""
        bets = one_version_each(conform(bets, BETS, "bets"))
        counts = UpsertCounts()
        with self._connection(write=True) as connection:
            tables.incoming.create(connection)
            known = stored_bettors(connection, bets["bettor"].unique().to_pylist())
            for start in range(0, bets.num_rows, _BATCH):
                counts += upsert_batch(connection, bets.slice(start, _BATCH), known, _now())
            tables.incoming.drop(connection)
        return counts

    def add_rejects(self, rejects: pa.Table) -> int:
        """Quarantine rows not yet there; returns how many were new."""
        rejects = conform(rejects, REJECTS, "rejects")
        if not rejects.num_rows:
            return 0
        rejects = rejects.append_column("content_hash", pa.array(content_hash(rejects.select(["raw"]))))
        rejects = rejects.append_column("first_seen_at", pa.array([_now()] * rejects.num_rows, pa.int64()))
        with self._connection(write=True) as connection:
            return execute_many(connection, insert_new_statement(connection, tables.quarantine), to_rows(rejects))

    def read(
        self,
        bettors: Collection[str] | None = None,
        placed_before: datetime | None = None,
        settled_before: datetime | None = None,
    ) -> pa.Table:
        """Stored bets as BETS, ordered by placed_at, bettor, bet_id."""
        bets = tables.bets.c
        query = select(*(bets[name] for name in BETS.names))
        if bettors is not None:
            query = query.where(bets.bettor.in_(sorted(bettors)))
        if placed_before is not None:
            query = query.where(bets.placed_at < _microseconds(placed_before, "placed_before"))
        if settled_before is not None:
            query = query.where(bets.settled_at < _microseconds(settled_before, "settled_before"))
        with self._connection() as connection:
            return fetch(connection, query, BETS).sort_by(_ORDER)

    def rejects(self, source: str | None = None, rule: str | None = None) -> pa.Table:
        """Quarantined rows as REJECTS, ordered by source and line."""
        rows = tables.quarantine.c
        query = select(*(rows[name] for name in REJECTS.names)).order_by(rows.source, rows.line, rows.content_hash)
        if source is not None:
            query = query.where(rows.source == source)
        if rule is not None:
            query = query.where(rows.rule == rule)
        with self._connection() as connection:
            return fetch(connection, query, REJECTS)

    def counts(self) -> StoreCounts:
        """How much is stored."""
        bets = tables.bets.c
        settled = select(func.count()).where(bets.outcome != Outcome.OPEN.value)
        bettors = select(func.count(bets.bettor.distinct()))
        rejects = select(func.count()).select_from(tables.quarantine)
        query = select(
            tables.store_state.c.bets, settled.scalar_subquery(), bettors.scalar_subquery(), rejects.scalar_subquery()
        )
        with self._connection() as connection:
            return StoreCounts(*connection.execute(query).one())

    def fingerprint(self) -> str:
        """The number of bets and the sum of their content hashes: equal for equal bets in any order, and cheap."""
        query = select(tables.store_state.c.bets, tables.store_state.c.hash_sum)
        with self._connection() as connection:
            bets, hash_sum = connection.execute(query).one()
        return f"{bets}-{hash_sum % 2**64:016x}"

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._engine.dispose()

    @property
    def _name(self) -> str:
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _connection(self, write: bool = False) -> Iterator[Connection]:
        """A connection in a transaction, whose failures are sentences."""
        engine = self._engine.execution_options(**WRITE) if write else self._engine
        driver_error = self._engine.dialect.loaded_dbapi.Error
        try:
            with engine.begin() as connection:
                yield connection
        except (DBAPIError, driver_error) as error:
            cause = getattr(error, "orig", None) or error
            if "locked" in str(cause):
                raise NotReadyError(f"The bet store {self._name} is busy with another writer; try again.") from error
            raise InputError(f"The bet store {self._name} cannot be used: {cause}.") from error


def _check_version(connection: Connection, name: str) -> None:
    version = connection.execute(select(tables.store_state.c.schema_version)).scalar()
    if version is None:
        state = {"id": 1, "schema_version": tables.SCHEMA_VERSION, "bets": 0, "hash_sum": 0}
        connection.execute(insert(tables.store_state).values(state))
    elif version != tables.SCHEMA_VERSION:
        raise InputError(
            f"The bet store {name} has schema version {version}; this Pikkit reads version {tables.SCHEMA_VERSION}."
        )


def _now() -> int:
    return time.time_ns() // 1000


def _microseconds(moment: datetime, name: str) -> int:
    if moment.tzinfo is None:
        raise InputError(f"{name} must have a time zone, such as UTC; {moment.isoformat()} has none.")
    return int(pa.scalar(moment, pa.timestamp("us", tz="UTC")).value)
