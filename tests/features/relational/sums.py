"""Sum up every view of a snapshot with a relational engine, as ``build.arrays.building`` does with arrays."""

from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.arrays.definition_values import KEYS, READ, in_microseconds
from pikkit.features.build.spool import Spool
from pikkit.features.definitions.needed import needed_columns
from pikkit.features.views.column_names import FEATURES_AT, KNOWN_AT, LAST_SETTLED, qualified
from pikkit.features.views.contributions import observations
from pikkit.features.views.entity_keys import with_keys
from pikkit.features.views.view import VIEWS, View
from pikkit.features.views.view_file import view_table, write_view
from tests.features.relational.asof import latest_rows
from tests.features.relational.kept_table import kept
from tests.features.relational.view_sums import view_rows

READ_AT_ONCE = 1 << 20


def build_views(bets: Path, folder: Path, columns: Spool, engine: ibis.BaseBackend) -> None:
    """Write every view's rows to a folder, and spool the columns features read and ``features_at`` for each bet.

    What the bets know of one view is in memory at a time.
    """
    numbered = columns.folder / "numbered.parquet"
    count = _write_numbered(bets, numbered)
    relation = engine.read_parquet(numbered, table_name="bets")
    newest = np.full(count, -1, dtype=np.int64)
    with (
        kept(engine, "observed", observations(relation)) as observed,
        kept(engine, "requests", _requests(relation)) as requests,
    ):
        for view in VIEWS:
            with kept(engine, view.name, view_rows(observed, view)) as rows:
                write_view(view, [_written(view, rows)], folder)
                joined = latest_rows(requests, view, rows).to_pyarrow()
            settled = _spool(view, joined, columns)
            newest = newest if view.parlays else np.maximum(newest, settled)
    columns.write(FEATURES_AT, newest)


def _write_numbered(bets: Path, path: Path) -> int:
    """The bets' columns that are read, times as microseconds, and each bet's place: engines keep no order of rows."""
    count = 0
    schema = in_microseconds(pq.read_schema(bets).empty_table().select(READ)).schema.append(pa.field("row", pa.int64()))
    with pq.ParquetWriter(path, schema) as file:
        for batch in pq.ParquetFile(bets).iter_batches(READ_AT_ONCE, columns=list(READ)):
            table = in_microseconds(pa.Table.from_batches([batch]).select(READ))
            places = pa.array(np.arange(count, count + table.num_rows))
            file.write_table(table.append_column("row", places).cast(schema))
            count += table.num_rows
    return count


def _requests(relation: ir.Table) -> ir.Table:
    return with_keys(relation).select("row", "placed_at", *KEYS)


def _written(view: View, rows: ir.Table) -> pa.Table:
    """A view's rows as its file has them, by entity and moment."""
    table = rows.order_by([*view.keys, KNOWN_AT]).to_pyarrow()
    keys, values = ([table[name] for name in names] for names in (view.keys, view.columns))
    return view_table(view, keys, table[KNOWN_AT], values)


def _spool(view: View, joined: pa.Table, columns: Spool) -> np.ndarray:
    needed = needed_columns()
    for name in (qualified(view, column) for column in view.columns):
        if name in needed:
            columns.write(name, np.asarray(joined[name].to_numpy(), dtype=np.float64))
    settled = np.asarray(joined[qualified(view, KNOWN_AT)].fill_null(0).to_numpy(), dtype=np.int64) - 1
    if qualified(view, LAST_SETTLED) in needed:
        columns.write(qualified(view, LAST_SETTLED), settled)
    return settled
