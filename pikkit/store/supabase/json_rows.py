"""Between Arrow tables and the rows of JSON that PostgREST takes and gives."""

from collections.abc import Sequence

import pyarrow as pa

from pikkit.store.supabase.rest import Row


def to_json_rows(table: pa.Table) -> list[Row]:
    """The table's rows, moments as text."""
    columns = [column.cast(pa.string()) if pa.types.is_timestamp(column.type) else column for column in table.columns]
    rows: list[Row] = pa.table(columns, table.column_names).to_pylist()
    return rows


def from_json_rows(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """A table of the schema, the inverse of :func:`to_json_rows`."""
    columns = []
    for field in schema:
        values = [row[field.name] for row in rows]
        is_moment = pa.types.is_timestamp(field.type)
        columns.append(pa.array(values, pa.string()).cast(field.type) if is_moment else pa.array(values, field.type))
    return pa.table(columns, schema=schema)
