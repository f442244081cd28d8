"""SQLite's write-ahead log, switched on."""

import sqlite3
import time

_PAUSE_SECONDS = 0.01


def write_ahead(connection: sqlite3.Connection, seconds: float) -> None:
    """Have a connection's file keep a write-ahead log, which it keeps from then on.

    SQLite does not wait for others there, whatever its busy timeout: two that open a new file at once would be told
    that it is locked (https://sqlite.org/c3ref/busy_handler.html: the handler is not called where it could deadlock).

    Args:
        connection: Outside of a transaction.
        seconds: How long to wait for others.

    Raises:
        sqlite3.Error: It cannot be switched on.
    """
    over = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > over:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
