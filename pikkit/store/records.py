"""Rows of the serving tables, whatever is behind them: what captures, scores, rollouts and drift leave."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import Column, Table

from pikkit.base.errors import InputError
from pikkit.base.sql_moments import Moment

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Records(Protocol):
    """Rows by table; a moment is given and returned as a datetime with a time zone (UTC)."""

    def append(self, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
        """Insert rows, all or none; one whose primary key is there is left as it is. Returns how many were new."""
        ...

    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same primary key, all or none."""
        ...

    def read(
        self,
        table: Table,
        where: Mapping[str, object] = NOTHING,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        newest_first: bool = True,
        at_least: Mapping[str, float] = NOTHING,
    ) -> list[dict[str, object]]:
        """Rows in the order of the table's time column, then of its key.

        Args:
            table: One of :mod:`pikkit.store.serving_tables`.
            where: Columns and the values they have.
            since: Only rows of this moment or later.
            until: Only rows before this moment.
            limit: The most rows to give; all if None.
            newest_first: The other way round if False.
            at_least: Columns and the least value they have.

        Raises:
            InputError: A column is not known, or a moment has no time zone.
        """
        ...


def time_column(table: Table) -> Column[Any]:
    """The column a table is read in the order of: its first moment."""
    return next(column for column in table.columns if isinstance(column.type, Moment))


def moment_columns(table: Table) -> list[str]:
    """The names of the columns that hold moments."""
    return [column.name for column in table.columns if isinstance(column.type, Moment)]


def check_rows(table: Table, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows with every column of the table, what a row leaves out as None.

    Raises:
        InputError: A row has a column that the table has not, lacks a needed one, or a moment has no time zone.
    """
    return [_full_row(table, row) for row in rows]


def check_question(table: Table, names: Sequence[str], bounds: Sequence[datetime | None]) -> None:
    """See that the columns asked for exist and that bounds have a time zone.

    Raises:
        InputError: One does not.
    """
    _check_known(table, names)
    for bound in bounds:
        if bound is not None and bound.tzinfo is None:
            raise InputError(f"The moment {bound} has no time zone; give one, such as UTC.")


def _full_row(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    _check_known(table, list(row))
    check_question(table, [], [value for value in row.values() if isinstance(value, datetime)])
    missing = [c.name for c in table.columns if not c.nullable and row.get(c.name) is None]
    if missing:
        raise InputError(f"A row of {table.name} needs {', '.join(missing)}.")
    return {name: row.get(name) for name in table.columns.keys()}  # noqa: SIM118 (columns iterate as objects)


def _check_known(table: Table, names: Sequence[str]) -> None:
    unknown = [name for name in names if name not in table.columns]
    if unknown:
        raise InputError(f"{table.name} has no column {', '.join(unknown)}; it has {', '.join(table.columns.keys())}.")
