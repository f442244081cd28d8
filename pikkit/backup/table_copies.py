"""The tables of a Postgres store into files and back, all as they were at one moment, by COPY."""

import csv
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from pikkit.base.errors import InputError
from pikkit.base.private import private_file
from pikkit.store.migrations import migrations, missing
from pikkit.store.postgres.migrating import lock_schema, run_migrations
from pikkit.store.transactions import has_tables, transaction

_PASSING = frozenset({"upload_pages", "uploads"})
"""Tables of uploads under way, which their senders send again."""


def dump_tables(engine: Engine, folder: Path) -> dict[str, int]:
    """Write every table of a store to a file of its name; returns their rows.

    Args:
        engine: Of the store; its user must see every row.
        folder: Where to.
    """
    isolated = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with transaction(isolated) as connection:
        return {name: _dump(connection, name, private_file(folder / f"{name}.csv")) for name in _tables(connection)}


def load_tables(engine: Engine, folder: Path, version: int, expected: dict[str, int]) -> None:
    """Make a store of a version in an empty database and fill its tables from files, all or nothing.

    Args:
        engine: Of the database.
        folder: Where the files are.
        version: Of the store.
        expected: The rows that each table must have in the end. A store that has them already is left as it is: the
            restore that put them there was cut short afterwards.

    Raises:
        InputError: There is another store already, or the files do not hold what is expected.
    """
    with transaction(engine, write=True) as connection:
        lock_schema(connection)
        expected = {name: rows for name, rows in expected.items() if rows}
        if has_tables(connection) and expected == _rows(connection):
            return
        if has_tables(connection):
            raise InputError("There is a bet store in that database already; restore into an empty one.")
        lacking = {migration.number for migration in missing(version)}
        run_migrations(connection, [migration for migration in migrations() if migration.number not in lacking])
        connection.execute(text("DELETE FROM store_state"))
        known = set(_tables(connection))
        if strange := sorted(set(expected) - known):
            raise InputError(
                f"The backup has rows of {', '.join(strange)}: restore it into a Supabase project's database."
            )
        for name in expected:
            _load(connection, folder / f"{name}.csv")
        if (loaded := _rows(connection)) != expected:
            raise InputError(f"The backup is damaged: its tables hold {loaded}, its manifest says {expected}.")


def _tables(connection: Connection) -> list[str]:
    return sorted(set(inspect(connection).get_table_names(schema="public")) - _PASSING)


def _dump(connection: Connection, name: str, file: Path) -> int:
    cursor: Any = connection.connection.cursor()
    with cursor, file.open("wb") as out, cursor.copy(f'COPY public."{name}" TO STDOUT (FORMAT csv, HEADER)') as copy:
        for block in copy:
            out.write(block)
    return _count(connection, name)


def _count(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f'SELECT count(*) FROM public."{name}"')).scalar_one())  # noqa: S608 (ours)


def _rows(connection: Connection) -> dict[str, int]:
    """The rows of each table that has any."""
    return {name: rows for name in _tables(connection) if (rows := _count(connection, name))}


def _load(connection: Connection, file: Path) -> None:
    name = file.stem
    with file.open("rb") as stream:
        columns = _columns(connection, name, stream.readline())
        stream.seek(0)
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f'COPY public."{name}" ({columns}) FROM STDIN (FORMAT csv, HEADER)') as copy:
            while block := stream.read(1 << 20):
                copy.write(block)


def _columns(connection: Connection, name: str, line: bytes) -> str:
    """A file's columns as SQL: names of the table's alone, since COPY FROM PROGRAM would run what a file says."""
    names = next(csv.reader([line.decode(errors="replace").strip()]), [])
    known = {str(column["name"]) for column in inspect(connection).get_columns(name, schema="public")}
    if strange := [column for column in names if column not in known]:
        raise InputError(f"The backup is damaged: its table {name} has a column {strange[0][:80]!r}, ours has none.")
    return ", ".join(f'"{column}"' for column in names)
