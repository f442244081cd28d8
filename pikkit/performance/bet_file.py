"""All bets that are meant as one file, written as it is read: memory holds some thousand rows at a time."""

import io
from collections.abc import Iterator
from enum import StrEnum

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from pikkit.base.spreadsheet_cells import FORMULA_STARTS
from pikkit.bets.schema import BETS, UTC_MICROSECONDS
from pikkit.performance.bet_order import NEWEST_FIRST, BetOrder
from pikkit.performance.copy import COPIED
from pikkit.performance.filters import BetFilter

_ROWS = 10_000
_SCHEMA = pa.schema(
    [*(BETS.field(name) for name in COPIED), *(pa.field(name, pa.float64()) for name in ("clv", "fair_clv"))]
)


class BetFileForm(StrEnum):
    """How the file is written."""

    CSV = "csv"
    PARQUET = "parquet"


def bet_file(
    connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, form: BetFileForm, sort: str = NEWEST_FIRST
) -> Iterator[bytes]:
    """The file in pieces; the columns are those a listed bet has, ``clv`` and ``fair_clv`` last, and moments are UTC.

    In CSV no text begins as a formula does, since a spreadsheet would carry it out: an apostrophe comes before it.

    Args:
        connection: To run on; closed at the end.
        source: The copy, as a SQL relation.
        asked: Which bets.
        form: CSV or Parquet.
        sort: In which order, one of ``BET_ORDERS``.

    Raises:
        InputError: There is no such order.
    """
    condition, given = asked.condition()
    columns = ", ".join(map(_csv_column if form is BetFileForm.CSV else str, _SCHEMA.names))
    order = BetOrder.named(sort).clause
    query = f"SELECT {columns} FROM {source} WHERE {condition} ORDER BY {order}"  # noqa: S608 (ours; values are parameters)
    batches = connection.sql(query, params=given).to_arrow_reader(_ROWS)
    return _csv(connection, batches) if form is BetFileForm.CSV else _parquet(connection, batches)


def _csv(connection: duckdb.DuckDBPyConnection, batches: pa.RecordBatchReader) -> Iterator[bytes]:
    with connection:
        yield (",".join(_SCHEMA.names) + "\n").encode()
        options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
        for batch in batches:
            piece = io.BytesIO()
            pyarrow.csv.write_csv(batch, piece, options)
            yield piece.getvalue()


def _parquet(connection: duckdb.DuckDBPyConnection, batches: pa.RecordBatchReader) -> Iterator[bytes]:
    with connection:
        piece = _Piece()
        with pq.ParquetWriter(piece, _SCHEMA, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(_in_utc(batch))
                yield piece.taken()
        yield piece.taken()


class _Piece(io.BytesIO):
    """A file that is only ever written at its end, and taken away in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self._written, self._parts = 0, list[bytes]()

    def tell(self) -> int:
        return self._written

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # Arrow gives bytes
        self._parts.append(bytes(data))
        self._written += len(data)
        return len(data)

    def taken(self) -> bytes:
        """What was written since."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _in_utc(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch in our schema: the copy's moments are UTC without saying so."""
    columns = []
    for field, column in zip(_SCHEMA, batch.columns, strict=True):
        moment = field.type == UTC_MICROSECONDS
        columns.append(column.cast(pa.int64()).cast(field.type) if moment else column.cast(field.type))
    return pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)


def _csv_column(name: str) -> str:
    kind = _SCHEMA.field(name).type
    if kind == UTC_MICROSECONDS:
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {name}"
    if kind == pa.string():
        formula = f"left({name}, 1) IN ({', '.join(f'chr({ord(start)})' for start in FORMULA_STARTS)})"
        return f"CASE WHEN {formula} THEN '''' || {name} ELSE {name} END AS {name}"
    return name
