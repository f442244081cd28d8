"""The shared online store: Postgres, in a schema of its own. One transaction writes, one statement reads."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pikkit.features.online.store.connection import Address, Connections, explained
from pikkit.features.online.store.feast_layout import PACKED, PROJECT, table_name
from pikkit.features.online.store.online_state import CREATE_STATE, SELECT_STATE, STATE_TABLE, ServedView
from pikkit.features.online.store.online_tables import Asked, FetchedRows, OnlineValue
from pikkit.features.views.view import View

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

LOCK = 0x70696B6B6974
"""Of whoever materialises."""

PATIENCE = "10min"
"""How long one that materialises waits for another to end."""


class PostgresReader:
    """Reads over a few connections of its own; a statement sees one materialisation."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connections = Connections(address)

    @property
    def name(self) -> str:
        """Host, port and database."""
        return self._address.name

    def state(self) -> tuple[ServedView, ...]:
        """See ``OnlineReader``."""
        return tuple(ServedView.read(row) for row in self._connections.run(SELECT_STATE, ()))

    def fetch(self, asked: Asked) -> FetchedRows:
        """See ``OnlineReader``."""
        views = tuple(asked)
        answers = self._connections.run(_select(views), [list(keys) for keys in asked.values()])
        version, rows = "", {view: dict[bytes, bytes]() for view in views}
        for place, key, value in answers:
            if place < 0:
                version = bytes(value).decode()
            else:
                rows[views[place]][key] = value
        return FetchedRows(version, rows)

    def fetch_all(self, most: int) -> FetchedRows | None:  # noqa: ARG002 (other readers look at it)
        """See ``OnlineReader``: a shared store may be of any size, and rows are read as they are asked for."""
        return None

    def close(self) -> None:
        """See ``OnlineReader``."""
        self._connections.close()


@lru_cache(maxsize=1024)
def _select(views: tuple[View, ...]) -> str:
    version = f"(SELECT -1, NULL::bytea, convert_to(version, 'UTF8') FROM {STATE_TABLE} LIMIT 1)"  # noqa: S608
    each = (
        f'SELECT {place}, entity_key, value FROM "{table_name(view)}" '  # noqa: S608 (names of ours)
        f"WHERE feature_name = '{PACKED}' AND entity_key = ANY(%s::bytea[])"
        for place, view in enumerate(views)
    )
    return " UNION ALL ".join((version, *each))


class PostgresWriter:
    """Writes in a transaction that others see nothing of before it ends."""

    def __init__(self, cursor: "Cursor[Any]") -> None:
        self._cursor = cursor

    def state(self) -> tuple[ServedView, ...]:
        """See ``OnlineWriter``."""
        return tuple(ServedView.read(row) for row in self._cursor.execute(SELECT_STATE))

    def served(self, view: View) -> dict[bytes, bytes]:
        """See ``OnlineWriter``."""
        statement = f'SELECT entity_key, value FROM "{table_name(view)}" WHERE feature_name = %s'  # noqa: S608
        return dict(self._cursor.execute(statement, (PACKED,), binary=True))

    def clear(self, view: View) -> None:
        """See ``OnlineWriter``."""
        self._cursor.execute(f'DELETE FROM "{table_name(view)}"')  # noqa: S608 (TRUNCATE would shut readers out)

    def remove(self, view: View, keys: Sequence[bytes]) -> None:
        """See ``OnlineWriter``."""
        self._cursor.execute(f'DELETE FROM "{table_name(view)}" WHERE entity_key = ANY(%s)', (list(keys),))  # noqa: S608

    def insert(self, view: View, values: Iterable[OnlineValue]) -> None:
        """See ``OnlineWriter``."""
        statement = f'COPY "{table_name(view)}" (entity_key, feature_name, value, event_ts) FROM STDIN (FORMAT BINARY)'
        with self._cursor.copy(statement) as copy:
            copy.set_types(["bytea", "text", "bytea", "timestamptz"])
            for key, name, value, second in values:
                copy.write_row((key, name, value, datetime.fromtimestamp(second, UTC)))

    def drop(self, name: str) -> None:
        """See ``OnlineWriter``."""
        self._cursor.execute(f'DROP TABLE IF EXISTS "{PROJECT}_{name}"')

    def record(self, views: Sequence[ServedView]) -> None:
        """See ``OnlineWriter``."""
        self._cursor.execute(f"DELETE FROM {STATE_TABLE}")  # noqa: S608
        statement = f"INSERT INTO {STATE_TABLE} VALUES (%s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
        self._cursor.executemany(statement, [view.row() for view in views])


def create_schema(address: Address) -> None:
    """Make sure that there is the schema that Feast keeps its tables in."""
    with explained(address), address.connect(autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{address.schema}"')


@contextmanager
def locked(address: Address) -> Iterator["Connection[Any]"]:
    """A connection in a transaction that no other materialisation runs beside; committed if the block ends well.

    Raises:
        NotReadyError: The database is away, or another materialisation did not end in time.
    """
    create_schema(address)
    with explained(address), address.connect() as connection:
        connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        yield connection


@contextmanager
def writing_postgres(connection: "Connection[Any]") -> Iterator[PostgresWriter]:
    """Write in a connection's transaction, once Feast has made the tables."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE_STATE)
        yield PostgresWriter(cursor)
