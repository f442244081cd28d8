"""The schema of a SQLite store: made from :mod:`pikkit.store.tables`, and rebuilt to it when it is an older one.

SQLite changes little of a table in place, so that a table that reads otherwise than it should is made anew and its rows
are copied: the same statements make a new store and an upgraded one. What a row of today's rules cannot be is left out.
"""

from collections.abc import Collection

from sqlalchemy import CheckConstraint, Connection, Index, Table, inspect
from sqlalchemy.schema import CreateIndex, CreateTable

from pikkit.store import money_tables, quote_tables  # noqa: F401 (create_all makes their tables too)
from pikkit.store.left_out import LEFT_OUT, quarantine_left_out, shorten
from pikkit.store.serving_tables import LEGS
from pikkit.store.tables import bets, metadata

_OLD = "before_upgrade"


def create_tables(connection: Connection) -> None:
    """Make every table, index and view that is not there."""
    metadata.create_all(connection)


def rebuild_tables(connection: Connection) -> dict[str, int]:
    """Bring every table to what it should be, in the connection's transaction.

    Returns:
        How many rows of each table break its rules and were left out, by table; those of bets are in the quarantine.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.exec_driver_sql("DROP VIEW IF EXISTS legs")
    left_out = {}
    shorten(connection)
    for table in metadata.sorted_tables:
        if _stored(connection, table.name) not in {None, _wanted(connection, table)}:
            left_out[table.name] = _remake(connection, table)
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        _remake_indexes(connection, table)
    connection.exec_driver_sql(LEGS)
    quarantine_left_out(connection)
    return {name: rows for name, rows in left_out.items() if rows}


def sound(table: Table, had: Collection[str] | None = None) -> str:
    """A condition in SQL, true for rows that break no rule of a table; of the columns it had, if they are given."""
    rules = [
        str(rule.sqltext) for rule in _checks(table) if had is None or str(rule.name).removesuffix("_limit") in had
    ]
    return " AND ".join(f"coalesce({rule}, 1)" for rule in rules) or "1"


def _checks(table: Table) -> list[CheckConstraint]:
    rules = [rule for rule in table.constraints if isinstance(rule, CheckConstraint)]
    return sorted(rules, key=lambda rule: str(rule.name))


def _remake(connection: Connection, table: Table) -> int:
    """Make a table anew and copy what it may hold; returns how many rows it may not."""
    run = connection.exec_driver_sql
    had = {column["name"] for column in inspect(connection).get_columns(table.name)}
    shared = ", ".join(f'"{column.name}"' for column in table.columns if column.name in had)
    for index in inspect(connection).get_indexes(table.name):
        run(f'DROP INDEX "{index["name"]}"')
    run(f'ALTER TABLE "{table.name}" RENAME TO "{_OLD}"')
    run(_wanted(connection, table))
    # Every name comes from this module's own tables.
    run(f'INSERT INTO "{table.name}" ({shared}) SELECT {shared} FROM "{_OLD}" WHERE {sound(table, had)}')  # noqa: S608
    if table is bets:
        run(f'CREATE TEMPORARY TABLE {LEFT_OUT} AS SELECT * FROM "{_OLD}" WHERE NOT ({sound(table, had)})')  # noqa: S608
    rows = [run(f'SELECT count(*) FROM "{name}"').scalar_one() for name in (_OLD, table.name)]  # noqa: S608
    run(f'DROP TABLE "{_OLD}"')
    return int(rows[0] - rows[1])


def _remake_indexes(connection: Connection, table: Table) -> None:
    wanted = {str(index.name): index for index in table.indexes}
    for index in inspect(connection).get_indexes(table.name):
        known = wanted.pop(str(index["name"]), None)
        if known is None or _columns(known) != index["column_names"]:
            connection.exec_driver_sql(f'DROP INDEX "{index["name"]}"')
            wanted |= {str(known.name): known} if known is not None else {}
    for missing in wanted.values():
        connection.execute(CreateIndex(missing))


def _columns(index: Index) -> list[str]:
    return [column.name for column in index.columns]


def _wanted(connection: Connection, table: Table) -> str:
    return str(CreateTable(table).compile(dialect=connection.dialect)).strip()


def _stored(connection: Connection, name: str) -> str | None:
    """The statement that made a table, None without one."""
    answer = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    return answer.scalar()
