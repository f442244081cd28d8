"""Records in a Supabase project, over PostgREST."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from pikkit.store.records import NOTHING, check_question, check_rows, moment_columns, time_column
from pikkit.store.supabase.rest import Narrow, Rest, Row


class RestRecords:
    """:class:`~pikkit.store.records.Records` over a project's API; its schema must be there."""

    def __init__(self, rest: Rest, patience: float = 15.0) -> None:
        self._rest = rest
        rest.patience = patience

    def append(self, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
        """Insert rows whose key is not there; returns how many."""
        return len(self._rest.insert_new(table.name, _json_rows(table, rows), table.primary_key.columns.keys()))

    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same key."""
        self._rest.replace(table.name, _json_rows(table, rows), table.primary_key.columns.keys())

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
        """Rows by time, then key."""
        check_question(table, [*where, *at_least], [since, until])
        time = time_column(table).name
        order = [time, *table.primary_key.columns.keys()]
        narrow = _narrowed(where, at_least, time, since, until)
        rows = self._rest.rows(table.name, table.columns.keys(), order, narrow, limit=limit, descending=newest_first)
        times = set(moment_columns(table))
        return [{name: _read(value, name in times) for name, value in row.items()} for row in rows]

    def close(self) -> None:
        """Let go of connections."""
        self._rest.close()


def _narrowed(
    where: Mapping[str, object],
    at_least: Mapping[str, float],
    time: str,
    since: datetime | None,
    until: datetime | None,
) -> Narrow:
    def narrowed(query: Any) -> Any:
        for name, value in where.items():
            query = query.eq(name, value)
        for name, least in at_least.items():
            query = query.gte(name, least)
        if since is not None:
            query = query.gte(time, since.isoformat())
        return query if until is None else query.lt(time, until.isoformat())

    return narrowed


def _json_rows(table: Table, rows: Sequence[Mapping[str, object]]) -> list[Row]:
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in check_rows(table, rows)
    ]


def _read(value: Any, is_moment: bool) -> object:
    return datetime.fromisoformat(value) if is_moment and value is not None else value
