"""An outbox that another process keeps locked: a sentence, soon, for who reads and for who writes."""

import sqlite3
from pathlib import Path

import pytest

from pikkit.base.errors import NotReadyError
from pikkit.base.local_database import LocalDatabase

SCHEMA = "CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY) STRICT;"


def test_a_file_that_is_kept_locked_is_a_sentence_for_readers_and_writers(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    database = LocalDatabase(path, SCHEMA, busy_seconds=0.1)
    database.reading().execute("SELECT * FROM things").fetchall()
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        database.close()  # the last reader is gone: now the other one can have the file to itself
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO things VALUES (1)")
        other.execute("COMMIT")  # and it keeps the lock
        with pytest.raises(NotReadyError, match="busy with another writer"):
            database.reading().execute("SELECT * FROM things")
    other.close()
    with database.writing() as connection:
        connection.execute("INSERT INTO things VALUES (2)")
    with pytest.raises(NotReadyError, match="busy"), database.writing(), database_of(path).writing():
        pass
    database.close()


def database_of(path: Path) -> LocalDatabase:
    return LocalDatabase(path, SCHEMA, busy_seconds=0.1)


def test_what_reading_meets_later_is_a_sentence_too(tmp_path: Path) -> None:
    """The lock comes between two reads of one connection, as when a file is checkpointed or its schema changed."""
    path = tmp_path / "outbox.db"
    path.touch()
    database = database_of(path)
    reading = database.reading()
    reading.execute("PRAGMA journal_mode=DELETE")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotReadyError, match="busy with another writer"):
            reading.execute("SELECT * FROM things")
        other.execute("ROLLBACK")
    other.close()
    database.close()
