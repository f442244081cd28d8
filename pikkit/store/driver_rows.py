"""Many rows through a SQLAlchemy connection at the speed of its driver: tuples in, Arrow out."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Insert, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from pikkit.store.arrow_rows import Rows, from_rows

_FETCH = 10_000  # rows in memory as Python objects at a time


def upsert_statement(connection: Connection, table: Table, keep: frozenset[str]) -> Insert:
    """An insert of whole rows that replaces the row of the same primary key, except its ``keep`` columns."""
    insert = _insert(connection, table)
    key = {column.name for column in table.primary_key}
    new = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in key | keep}
    return insert.on_conflict_do_update(index_elements=sorted(key), set_=new)


def insert_new_statement(connection: Connection, table: Table) -> Insert:
    """An insert of whole rows that leaves a row of the same primary key as it is."""
    return _insert(connection, table).on_conflict_do_nothing()


def execute_many(connection: Connection, statement: Insert, rows: Rows) -> int:
    """Run an insert once a row, in the order of the table's columns; returns how many rows it wrote."""
    if connection.dialect.name == "postgresql":
        return _execute_on_postgres(connection, statement, rows)
    cursor: Any = connection.connection.cursor()
    try:
        # SQLAlchemy would want the rows as a list, which costs more than reading them one by one.
        cursor.executemany(str(statement.compile(dialect=connection.dialect)), rows)
        return max(int(cursor.rowcount), 0)
    finally:
        cursor.close()


def fetch(connection: Connection, statement: Select[Any], schema: pa.Schema) -> pa.Table:
    """The rows of a select, whose columns are the schema's in order, as a table."""
    if connection.dialect.name == "postgresql":
        from pikkit.store.postgres.copying import copy_out  # noqa: PLC0415 (only what is asked for)

        return copy_out(connection, statement, schema)
    return pa.Table.from_batches(list(_batches(connection, statement, schema)), schema).combine_chunks()


def _execute_on_postgres(connection: Connection, statement: Insert, rows: Rows) -> int:
    names = statement.table.columns.keys()
    given = [dict(zip(names, row, strict=True)) for row in rows]
    if not given:
        return 0
    return len(connection.execute(statement.returning(*statement.table.primary_key), given).all())


def _batches(connection: Connection, statement: Select[Any], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    # The driver's own cursor: a SQLAlchemy Row for each row would take as long as the query.
    cursor = connection.execute(statement).cursor
    assert cursor is not None, "a select has a cursor"  # noqa: S101 — only narrows the type
    while rows := cursor.fetchmany(_FETCH):
        yield from_rows(rows, schema)


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
