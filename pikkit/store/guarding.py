"""Reads that pass over rows no constraint kept out, where a table has lost its own, and say so.

Where all CHECK constraints of a table stand there can be no such row, and a read costs nothing more.
"""

import logging
from typing import Any

import pyarrow as pa
from sqlalchemy import CheckConstraint, Connection, Select, Table, literal_column, select, text

from pikkit.bets import limits
from pikkit.store.driver_rows import fetch
from pikkit.store.sqlite_schema import sound
from pikkit.store.tables import bets

_SHOWN = 5

log = logging.getLogger("pikkit.store")


def guarded(connection: Connection, statement: Select[Any], table: Table, *, always: bool = False) -> Select[Any]:
    """A select from a table, kept to rows that can be read if the table may hold others; those are logged.

    Args:
        connection: To the store.
        statement: The select.
        table: What it reads.
        always: Also where the table has its constraints.
    """
    if not always and not _unprotected(connection, table):
        return statement
    condition = _on_postgres(table) if connection.dialect.name == "postgresql" else sound(table)
    _report(connection, table, condition)
    return statement.where(text(f"({condition})"))


def fetch_guarded(connection: Connection, statement: Select[Any], table: Table, schema: pa.Schema) -> pa.Table:
    """What ``guarded`` selects; also where rows came past the constraints that the table has."""
    try:
        return fetch(connection, guarded(connection, statement, table), schema)
    except pa.ArrowInvalid:
        return fetch(connection, guarded(connection, statement, table, always=True), schema)


def _unprotected(connection: Connection, table: Table) -> bool:
    """Whether a table lacks one of its constraints."""
    wanted = _limits_of(table)
    if connection.dialect.name == "postgresql":
        query = text("SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(:name) AND convalidated")
        return not wanted <= set(connection.execute(query, {"name": table.name}).scalars())
    query = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    made = str(connection.execute(query, {"name": table.name}).scalar())
    return not all(f"CONSTRAINT {name} " in made for name in wanted)


def _limits_of(table: Table) -> set[str]:
    checks = [str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)]
    flags = {f"{column.name}_limit" for column in table.columns if str(column.type) == "BOOLEAN"}
    return set(checks) - flags  # a boolean of Postgres needs none


def _on_postgres(table: Table) -> str:
    """The same condition for Postgres: lengths, finite moments within the bounds, and the numbers of bets."""
    parts = []
    for column in table.columns:
        kind = str(column.type)
        if kind == "VARCHAR":
            parts.append(f"coalesce(octet_length({column.name}) <= {4 * limits.RAW}, true)")
        elif type(column.type).__name__ == "Moment":
            first, end = (f"{moment:%Y-%m-%d} 00:00Z" for moment in (limits.EARLIEST, limits.LATEST))
            parts.append(f"coalesce({column.name} >= '{first}' and {column.name} < '{end}', true)")
    if table is bets:
        parts += [f"coalesce({n} > {low!r} and {n} <= {high!r}, true)" for n, (low, high) in limits.NUMBERS.items()]
        parts += [f"{n} in ({', '.join(map(repr, map(str, words)))})" for n, words in limits.WORDS.items()]
        parts += [f"coalesce(char_length({n}) <= {most}, true)" for n, most in limits.TEXTS.items()]
    return " and ".join(parts)


def _report(connection: Connection, table: Table, condition: str) -> None:
    key: list[Any] = [
        literal_column(f"substr({column.name}, 1, 50)") for column in table.primary_key if column.name != "line"
    ]
    rows = connection.execute(select(*key).select_from(table).where(text(f"NOT ({condition})")).limit(_SHOWN + 1)).all()
    if rows:
        shown = "; ".join(" ".join(str(part) for part in row) for row in rows[:_SHOWN])
        more = " and more" if len(rows) > _SHOWN else ""
        log.warning(
            "Passed over rows of %s with values that nothing of their kind can have: %s%s. "
            "The table has lost its constraints.",
            table.name, shown, more,
        )  # fmt: skip
