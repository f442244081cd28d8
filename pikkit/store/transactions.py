"""Transactions on an engine whose failures are sentences, and the tables they need."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from pikkit.base.database_faults import explain, store_name
from pikkit.base.errors import InputError
from pikkit.store import serving_tables, tables  # noqa: F401 (create_all makes the serving tables too)
from pikkit.store.sqlite import WRITE


@contextmanager
def transaction(engine: Engine, *, write: bool = False) -> Iterator[Connection]:
    """A connection in a transaction.

    Args:
        engine: Of the store.
        write: The transaction will write.

    Raises:
        PikkitError: What :func:`pikkit.base.database_faults.explain` makes of a failure.
    """
    used = engine.execution_options(**WRITE) if write else engine
    driver_error = used.dialect.loaded_dbapi.Error
    try:
        with used.begin() as connection:
            yield connection
    except (DBAPIError, driver_error) as error:
        cause = getattr(error, "orig", None) or error
        lost = getattr(error, "connection_invalidated", False)
        raise explain(cause, store_name(engine.url), disconnected=lost) from error


def prepare(engine: Engine) -> None:
    """Make the tables if they are not there, and see that they are of the version this code reads.

    Raises:
        InputError: They are of another version, or row-level security hides rows.
    """
    name = store_name(engine.url)
    with transaction(engine, write=True) as connection:
        _make_tables(connection, name)
        _check_version(connection, name)


def _make_tables(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        from pikkit.store.postgres.migrating import check_rows_are_visible, migrate

        migrate(connection)
        check_rows_are_visible(connection, name)
    else:
        tables.metadata.create_all(connection)


def _check_version(connection: Connection, name: str) -> None:
    version = connection.execute(select(tables.store_state.c.schema_version)).scalar()
    if version is None:
        state = {"id": 1, "schema_version": tables.SCHEMA_VERSION, "bets": 0, "hash_sum": 0, "changed_at": 0}
        connection.execute(insert(tables.store_state).values(state))
    elif version != tables.SCHEMA_VERSION:
        raise InputError(
            f"The bet store {name} has schema version {version}; this Pikkit reads version {tables.SCHEMA_VERSION}."
        )
