"""Between Arrow tables and the rows of JSON that PostgREST takes and gives."""

import logging
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.bets.soundness import beyond_limits, columns_of
from pikkit.store.supabase.rest import Row

log = logging.getLogger("pikkit.store")


def to_json_rows(table: pa.Table) -> list[Row]:
    """The table's rows, moments as text."""
    columns = [column.cast(pa.string()) if pa.types.is_timestamp(column.type) else column for column in table.columns]
    rows: list[Row] = pa.table(columns, table.column_names).to_pylist()
    return rows


def from_json_rows(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """A table of the schema, the inverse of :func:`to_json_rows`; a row that cannot be read is passed over and logged.

    So is a bet with a value beyond the limits of a bet.
    """
    try:
        table = _table(rows, schema)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        table = pa.concat_tables([schema.empty_table(), *(one for row in rows if (one := _or_none(row, schema)))])
    return _sound(table) if schema.equals(BETS) else table


def _table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    columns = []
    for field in schema:
        values = [row[field.name] for row in rows]
        is_moment = pa.types.is_timestamp(field.type)
        columns.append(pa.array(values, pa.string()).cast(field.type) if is_moment else pa.array(values, field.type))
    return pa.table(columns, schema=schema)


def _or_none(row: Row, schema: pa.Schema) -> pa.Table | None:
    try:
        return _table([row], schema)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        log.warning("Passed over a row that cannot be read, of bettor %.50s.", row.get("bettor"))
        return None


def _sound(bets: pa.Table) -> pa.Table:
    beyond = beyond_limits(columns_of(bets))
    if not beyond:
        return bets
    bad = np.logical_or.reduce(list(beyond.values()))
    log.warning("Passed over %d bets with values that no bet can have (%s).", bad.sum(), ", ".join(beyond))
    return bets.filter(pa.array(~bad))
