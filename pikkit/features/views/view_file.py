"""The file of a view's rows: what Feast reads, and later builds start from."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.features.views.column_names import KNOWN_AT, LAST_SETTLED
from pikkit.features.views.view import View

INTEGER_KEYS = frozenset({"odds_band"})


def view_schema(view: View) -> pa.Schema:
    """The columns of a view's file.

    Feast wants its event time as a UTC timestamp, and keeps only its seconds online: the exact moment is a value.
    """
    keys = [pa.field(key, pa.int64() if key in INTEGER_KEYS else pa.string()) for key in view.keys]
    values = [pa.field(column, pa.float64()) for column in view.columns]
    return pa.schema([*keys, pa.field(KNOWN_AT, UTC_MICROSECONDS), *values, pa.field(LAST_SETTLED, pa.int64())])


def view_table(view: View, keys: Iterable[pa.Array], known_at: pa.Array, values: Iterable[pa.Array]) -> pa.Table:
    """Rows of a view as they are written; ``known_at`` in microseconds."""
    columns = [*keys, known_at.cast(UTC_MICROSECONDS), *values, pc.subtract(known_at, 1)]
    return pa.table(columns, names=view_schema(view).names)


def write_view(view: View, tables: Iterable[pa.Table], folder: Path) -> None:
    """Write a view's rows, replacing its file when all are written; texts may come as dictionary arrays."""
    path = folder / f"{view.name}.parquet"
    unfinished, schema = path.with_suffix(".tmp"), view_schema(view)
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    with pq.ParquetWriter(unfinished, schema, use_dictionary=texts) as file:
        for table in tables:
            file.write_table(table.cast(schema))
    unfinished.replace(path)
