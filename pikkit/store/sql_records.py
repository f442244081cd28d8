"""Records in a SQL database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, Table, select

from pikkit.base.errors import PikkitError
from pikkit.base.retrying import again
from pikkit.base.sql_moments import datetime_of, microseconds_of
from pikkit.store.driver_rows import execute_many, insert_new_statement, upsert_statement
from pikkit.store.guarding import guarded
from pikkit.store.records import NOTHING, check_question, check_rows, moment_columns, time_column
from pikkit.store.transactions import prepare, transaction


class SqlRecords:
    """:class:`~pikkit.store.records.Records` on an engine; it makes the tables if they are not there.

    Args:
        engine: SQLite's or Postgres's; disposed of by ``close``.
        patience: For how many seconds to try again when the connection is lost.
    """

    def __init__(self, engine: Engine, patience: float = 15.0) -> None:
        self._engine = engine
        self.patience = patience
        try:
            prepare(engine)
        except PikkitError:
            engine.dispose()
            raise

    @again
    def append(self, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
        """Insert rows whose key is not there; returns how many."""
        values = _values(table, rows)
        with transaction(self._engine, write=True) as connection:
            return execute_many(connection, insert_new_statement(connection, table), values)

    @again
    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same key."""
        values = _values(table, rows)
        with transaction(self._engine, write=True) as connection:
            execute_many(connection, upsert_statement(connection, table, frozenset()), values)

    @again
    def read(
        self,
        table: Table,
        where: Mapping[str, object] = NOTHING,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        newest_first: bool = True,
        at_least: Mapping[str, float] = NOTHING,
    ) -> list[dict[str, object]]:
        """Rows by time, then key."""
        check_question(table, [*where, *at_least], [since, until])
        query = _ordered(_narrowed(select(table), table, where, at_least), table, since, until, newest_first)
        with transaction(self._engine) as connection:
            mappings = connection.execute(guarded(connection, query, table).limit(limit)).mappings().all()
        times = set(moment_columns(table))
        return [{name: _read(value, name in times) for name, value in row.items()} for row in mappings]

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._engine.dispose()


def _values(table: Table, rows: Sequence[Mapping[str, object]]) -> list[tuple[Any, ...]]:
    """Tuples in the order of the columns; moments in microseconds, which both databases' columns take."""
    full = check_rows(table, rows)
    return [tuple(microseconds_of(v) if isinstance(v, datetime) else v for v in row.values()) for row in full]


def _narrowed(
    query: Select[Any], table: Table, where: Mapping[str, object], at_least: Mapping[str, float]
) -> Select[Any]:
    same = [table.c[name] == value for name, value in where.items()]
    above = [table.c[name] >= value for name, value in at_least.items()]
    return query.where(*same, *above)


def _ordered(
    query: Select[Any], table: Table, since: datetime | None, until: datetime | None, newest_first: bool
) -> Select[Any]:
    time = time_column(table)
    if since is not None:
        query = query.where(time >= since)
    if until is not None:
        query = query.where(time < until)
    columns = [time, *table.primary_key]
    return query.order_by(*(column.desc() if newest_first else column.asc() for column in columns))


def _read(value: Any, is_moment: bool) -> object:
    return datetime_of(value) if is_moment and value is not None else value
