"""A SQLAlchemy engine on SQLite that several threads and processes may use at once."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event

from pikkit.base.errors import InputError
from pikkit.base.private import private_database, private_folder
from pikkit.base.write_ahead import write_ahead

BUSY_SECONDS = 60
WRITE = {"pikkit_write": True}
"""Execution options of a connection that will write: it takes the write lock when its transaction begins."""
_PRAGMAS = (
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-262144",  # KiB: the key index of a million bets stays in memory
)


def sqlite_engine(url: URL, *, durable: bool = False) -> Engine:
    """An engine in WAL mode, so that readers never wait, with foreign keys on and a busy timeout for writers.

    Args:
        url: Of the file.
        durable: Sync to the disk with every commit; without, a power cut (no crash) may take the last ones back.

    Raises:
        InputError: The URL names no file, or its folder cannot be made.
    """
    if url.database in {None, "", ":memory:"}:
        raise InputError("The bet store needs a file; accepted: sqlite:///folder/file.db.")
    file = Path(str(url.database))
    if file.is_file() and not os.access(file.parent, os.W_OK):
        return _read_only_engine(file)
    _make_private(file)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    if durable:
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=FULL"))
    return engine


def _read_only_engine(file: Path) -> Engine:
    """An engine on a file in a folder nobody may write to; without a log beside it nobody is writing either."""
    log = file.with_name(f"{file.name}-wal")
    unchanging = {} if log.is_file() and log.stat().st_size else {"immutable": "1"}
    query = {"mode": "ro", **unchanging, "uri": "true"}
    url = URL.create("sqlite", database=f"file:{quote(str(file.resolve()))}", query=query)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _begin_ourselves)
    event.listen(engine, "begin", _begin)
    return engine


def _begin_ourselves(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _make_private(file: Path) -> None:
    """Make the file and its folder, if need be; neither is others' to read. A folder that was there stays as it is."""
    try:
        if not file.parent.is_dir():
            private_folder(file.parent)
        if os.access(file.parent, os.W_OK) or file.exists():
            private_database(file)
    except OSError as error:
        raise InputError(f"The folder {file.parent} of the bet store cannot be made: {error.strerror}.") from error


def _configure(connection: Any, _record: object) -> None:
    # The driver would begin transactions only before some statements; _begin does it always.
    connection.isolation_level = None
    write_ahead(connection, BUSY_SECONDS)
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail, not wait, if somebody wrote in between.
    write = connection.get_execution_options().get("pikkit_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
