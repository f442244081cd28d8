"""The embedded online store: a SQLite file, replaced whole, so that an open one never changes."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

from pikkit.base.errors import NotReadyError
from pikkit.features.online.store.feast_layout import PACKED, PROJECT, table_name
from pikkit.features.online.store.online_state import (
    CREATE_STATE,
    SELECT_STATE,
    SELECT_VERSION,
    STATE_TABLE,
    ServedView,
)
from pikkit.features.online.store.online_tables import Asked, FetchedRows, OnlineValue, Rows
from pikkit.features.views.view import VIEWS, View

READ_AT_ONCE = 1024
"""Keys a statement asks for, a power of two: SQLite takes at most 32,766 parameters."""


@dataclass(frozen=True)
class _Open:
    """One file, open for reading, and how to tell it from the next one of the same name."""

    connection: sqlite3.Connection
    file: tuple[int, int]
    version: str


class SqliteReader:
    """Reads a file, and the next one as soon as that has taken its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()  # a connection is used by one thread at a time
        self._current: _Open | None = None

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self._path)

    def state(self) -> tuple[ServedView, ...]:
        """See ``OnlineReader``."""
        with self._lock, self._explained():
            return tuple(ServedView.read(row) for row in self._opened().connection.execute(SELECT_STATE))

    def fetch(self, asked: Asked) -> FetchedRows:
        """See ``OnlineReader``."""
        with self._lock, self._explained():
            current = self._opened()
            if all(len(keys) == 1 for keys in asked.values()):
                return FetchedRows(current.version, _single(current.connection, asked))
            rows = {view: _packed(current.connection, view, keys) for view, keys in asked.items()}
            return FetchedRows(current.version, rows)

    def fetch_all(self, most: int) -> FetchedRows | None:
        """See ``OnlineReader``."""
        with self._lock, self._explained():
            current = self._opened()
            if sum(_count(current.connection, view) for view in VIEWS) > most:
                return None
            return FetchedRows(current.version, {view: _every(current.connection, view) for view in VIEWS})

    def close(self) -> None:
        """See ``OnlineReader``."""
        with self._lock:
            if self._current:
                self._current.connection.close()
            self._current = None

    def _opened(self) -> _Open:
        status = self._path.stat()
        file = status.st_ino, status.st_mtime_ns
        if self._current is None or self._current.file != file:
            if self._current:
                self._current.connection.close()
                self._current = None
            self._current = _open(self._path, file)
        return self._current

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise NotReadyError(
                f"There are no online features in {self._path.parent}: build and materialise them first."
            ) from None
        except (sqlite3.Error, OSError) as error:
            raise NotReadyError(
                f"The online features in {self._path} cannot be read ({error}): materialise them again."
            ) from error


def _open(path: Path, file: tuple[int, int]) -> _Open:
    # The file is replaced and never changed, so it need not be locked, which takes longer than to read from it.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        return _Open(connection, file, _version(connection))
    except (sqlite3.Error, FileNotFoundError):
        connection.close()
        raise


def _version(connection: sqlite3.Connection) -> str:
    """Which materialisation a file is of; files without have Feast's tables, which nothing was written to."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (STATE_TABLE,)).fetchone():
        raise FileNotFoundError
    row = connection.execute(SELECT_VERSION).fetchone()
    return str(row[0]) if row else ""


def _single(connection: sqlite3.Connection, asked: Asked) -> Rows:
    """The rows of one entity of each view, by one statement: the usual question, of one bet."""
    views, rows = tuple(asked), Rows((view, {}) for view in asked)
    if views:
        for place, key, value in connection.execute(_select_single(views), [keys[0] for keys in asked.values()]):
            rows[views[place]][key] = value
    return rows


@lru_cache(maxsize=1024)
def _select_single(views: tuple[View, ...]) -> str:
    return " UNION ALL ".join(
        f'SELECT {place}, entity_key, value FROM "{table_name(view)}" '  # noqa: S608 (names of ours)
        f"WHERE feature_name = '{PACKED}' AND entity_key = ?"
        for place, view in enumerate(views)
    )


def _packed(connection: sqlite3.Connection, view: View, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    rows: dict[bytes, bytes] = {}
    for start in range(0, len(keys), READ_AT_ONCE):
        asked = list(keys[start : start + READ_AT_ONCE])
        places = 1 << (len(asked) - 1).bit_length()  # few different statements, which are then compiled but once
        rows.update(connection.execute(_select(view, places), asked + asked[:1] * (places - len(asked))))
    return rows


@cache
def _select(view: View, places: int) -> str:
    marks = ",".join("?" * places)
    return (
        f'SELECT entity_key, value FROM "{table_name(view)}" '  # noqa: S608 (names of ours)
        f"WHERE feature_name = '{PACKED}' AND entity_key IN ({marks})"
    )


def _count(connection: sqlite3.Connection, view: View) -> int:
    """How many entities a view has."""
    statement = f'SELECT count(*) FROM "{table_name(view)}" WHERE feature_name = ?'  # noqa: S608 (names of ours)
    return int(connection.execute(statement, (PACKED,)).fetchone()[0])


def _every(connection: sqlite3.Connection, view: View) -> dict[bytes, bytes]:
    """The packed rows of all entities."""
    statement = f'SELECT entity_key, value FROM "{table_name(view)}" WHERE feature_name = ?'  # noqa: S608 (names of ours)
    return dict(connection.execute(statement, (PACKED,)))


class SqliteWriter:
    """Writes to a file that nobody reads yet, which Feast has made the tables of."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self) -> tuple[ServedView, ...]:
        """See ``OnlineWriter``."""
        return tuple(ServedView.read(row) for row in self._connection.execute(SELECT_STATE))

    def served(self, view: View) -> dict[bytes, bytes]:
        """See ``OnlineWriter``."""
        return _every(self._connection, view)

    def clear(self, view: View) -> None:
        """See ``OnlineWriter``."""
        self._connection.execute(f'DELETE FROM "{table_name(view)}"')  # noqa: S608

    def remove(self, view: View, keys: Sequence[bytes]) -> None:
        """See ``OnlineWriter``."""
        statement = f'DELETE FROM "{table_name(view)}" WHERE entity_key = ?'  # noqa: S608
        self._connection.executemany(statement, ((key,) for key in keys))

    def insert(self, view: View, values: Iterable[OnlineValue]) -> None:
        """See ``OnlineWriter``."""
        statement = f'INSERT INTO "{table_name(view)}" (entity_key, feature_name, value, event_ts) VALUES (?, ?, ?, ?)'  # noqa: S608
        rows = ((value.key, value.name, value.value, _as_feast_counts(value.second)) for value in values)
        self._connection.executemany(statement, rows)

    def drop(self, name: str) -> None:
        """See ``OnlineWriter``."""
        self._connection.execute(f'DROP TABLE IF EXISTS "{PROJECT}_{name}"')

    def record(self, views: Sequence[ServedView]) -> None:
        """See ``OnlineWriter``."""
        self._connection.execute(f"DELETE FROM {STATE_TABLE}")  # noqa: S608
        statement = f"INSERT INTO {STATE_TABLE} VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        self._connection.executemany(statement, [view.row() for view in views])


def _as_feast_counts(second: int) -> int:
    """Feast writes a UTC time as if it were local, and reads it so."""
    return int(datetime.fromtimestamp(second, UTC).replace(tzinfo=None).timestamp())


@contextmanager
def writing_sqlite(path: Path) -> Iterator[SqliteWriter]:
    """Write to a file in one transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(CREATE_STATE)
        yield SqliteWriter(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()  # undoes what was not committed


def readable(path: Path) -> bool:
    """Whether a file is a SQLite database that is not damaged, as far as a quick look tells."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.Error:
        return False
