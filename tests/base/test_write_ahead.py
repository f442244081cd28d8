"""A new database is opened by many at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from pikkit.base.local_database import LocalDatabase
from pikkit.base.write_ahead import write_ahead

THREADS = 6


def test_threads_that_open_a_new_file_at_once_all_write(tmp_path: Path) -> None:
    for attempt in range(40):
        database = LocalDatabase(tmp_path / f"{attempt}.db", "CREATE TABLE IF NOT EXISTS things (name)")
        gate = Barrier(THREADS)

        def write(name: int, database: LocalDatabase = database, gate: Barrier = gate) -> None:
            gate.wait()
            with database.writing() as connection:
                connection.execute("INSERT INTO things VALUES (?)", [name])

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(write, range(THREADS)))
        assert database.reading().execute("SELECT count(*) FROM things").fetchone()[0] == THREADS
        database.close()


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    """Its first writer is in a transaction without a log; SQLite alone says at once that the file is locked."""
    file = tmp_path / "new.db"
    with (
        closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as first,
        closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=0)) as second,
        ThreadPoolExecutor(1) as pool,
    ):
        first.execute("CREATE TABLE things (name)")
        first.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(write_ahead, second, 30.0)
        first.execute("INSERT INTO things VALUES (1)")
        first.execute("COMMIT")
        waiting.result()
        assert second.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
