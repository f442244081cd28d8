"""A small SQLite file that threads and processes share, whose commits are on the disk when they return."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pikkit.base.database_faults import explain_text
from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.base.private import private_database
from pikkit.base.write_ahead import write_ahead

BUSY_SECONDS = 30.0


class LocalDatabase:
    """One connection a thread, in WAL mode with ``synchronous=FULL``: a commit is synced before it returns.

    Args:
        path: The file, made with its folder, readable by its owner alone, if it is not there.
        schema: Statements that make what is missing.
        busy_seconds: How long to wait for another writer.
    """

    def __init__(self, path: Path, schema: str, busy_seconds: float = BUSY_SECONDS) -> None:
        self._busy_seconds = busy_seconds
        self._path = path
        self._schema = schema
        self._local = threading.local()
        self._open: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()

    def reading(self) -> sqlite3.Connection:
        """This thread's connection, to read by.

        Raises:
            InputError: The file cannot be opened.
        """
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection in a transaction that holds the write lock; committed at the end of the block.

        Raises:
            NotReadyError: The disk is full or another writer holds on; nothing was written.
        """
        connection = self.reading()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._explained(error) from error
            raise

    def close(self) -> None:
        """Close the connections of all threads, none of which may be at work."""
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            private_database(self._path)
            connection = sqlite3.connect(
                self._path,
                timeout=self._busy_seconds,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            connection.row_factory = sqlite3.Row
            write_ahead(connection, self._busy_seconds)
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(self._schema)
        except OSError as error:
            raise InputError(f"The file {self._path} cannot be made: {error.strerror}.") from error
        except sqlite3.Error as error:
            raise self._explained(error) from error
        connection.explain = self._explained
        with self._lock:
            self._open.add(connection)
        return connection

    def _explained(self, error: sqlite3.Error) -> PikkitError:
        if isinstance(error, sqlite3.OperationalError) and "disk I/O error" in str(error):
            return NotReadyError(f"{self._path.name} cannot be written: the disk is full or fails. Nothing was stored.")
        return explain_text(str(error).rstrip("."), "", str(self._path.name))


class _Connection(sqlite3.Connection):
    """Says what goes wrong in sentences, reading as well: a busy file is no fault of who reads it."""

    explain: Callable[[sqlite3.Error], PikkitError] | None = None

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run a statement.

        Raises:
            PikkitError: It could not be run.
        """
        try:
            return super().execute(sql, parameters)
        except sqlite3.Error as error:
            if self.explain is None:
                raise
            raise self.explain(error) from error
