"""Transactions on an engine whose failures are sentences, and the tables they need."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from pikkit.base.database_faults import explain_fault, store_name
from pikkit.base.errors import InputError
from pikkit.store import sqlite_schema, tables
from pikkit.store.sqlite import WRITE


@contextmanager
def transaction(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """A connection in a transaction.

    Args:
        engine: Of the store.
        write: The transaction will write.

    Raises:
        PikkitError: What :func:`pikkit.base.database_faults.explain_fault` makes of a failure.
    """
    used = engine.execution_options(**WRITE) if write else engine
    driver_error = used.dialect.loaded_dbapi.Error
    try:
        with used.begin() as connection:
            yield connection
    except (DBAPIError, driver_error) as error:
        cause = getattr(error, "orig", None) or error
        lost = getattr(error, "connection_invalidated", False)
        raise explain_fault(cause, store_name(engine.url), disconnected=lost) from error


def prepare(engine: Engine) -> None:
    """Make the tables if they are not there, and see that they are of the version this code reads.

    Raises:
        InputError: They are of another version, or row-level security hides rows.
    """
    name = store_name(engine.url)
    with transaction(engine) as connection:
        ready = has_tables(connection)
        if ready:
            _check(connection, name)
    if not ready:
        with transaction(engine, write=True) as connection:
            _make_tables(connection)
            _check(connection, name)


def has_tables(connection: Connection) -> bool:
    """Whether a store has been made there."""
    return inspect(connection).has_table(tables.store_state.name)


def store_version(connection: Connection) -> int:
    """The version of a store that was made."""
    return int(connection.execute(select(tables.store_state.c.schema_version)).scalar_one())


def _make_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        from pikkit.store.postgres.migrating import migrate  # noqa: PLC0415 (only what is asked for)

        migrate(connection)
    elif not has_tables(connection):  # nobody else did so meanwhile
        sqlite_schema.create_tables(connection)
        state = {"id": 1, "schema_version": tables.SCHEMA_VERSION, "bets": 0, "hash_sum": 0, "changed_at": 0}
        connection.execute(insert(tables.store_state).values(state))


def _check(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        from pikkit.store.postgres.migrating import check_rows_are_visible  # noqa: PLC0415 (only what is asked for)

        check_rows_are_visible(connection, name)
    check_version(store_version(connection), name)


def check_version(version: int, name: str) -> None:
    """See that a store is of the version this code reads.

    Raises:
        InputError: It is not; the sentence says what to do.
    """
    reads = f"The bet store {name} has schema version {version}; this Pikkit reads version {tables.SCHEMA_VERSION}."
    if version < tables.SCHEMA_VERSION:
        raise InputError(f"{reads} `pikkit store upgrade` brings it there, after a backup.")
    if version > tables.SCHEMA_VERSION:
        raise InputError(f"{reads} A later Pikkit made it; install that one.")
