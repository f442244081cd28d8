"""Arrow tables in and out of Postgres by COPY, as CSV that Arrow writes and reads itself."""

import io
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyarrow import csv
from sqlalchemy import BindParameter, Connection, Select

from pikkit.base.sql_moments import Moment, datetime_of

_ROWS = 20_000  # rows written as CSV at a time
_BLOCK = 1 << 20  # bytes read at a time
_WRITE = csv.WriteOptions(include_header=False)  # every text in quotes, so that an empty one is no null


def copy_in(connection: Connection, name: str, table: pa.Table) -> None:
    """Append a table to the one of that name, column by column name."""
    columns = ", ".join(f'"{column}"' for column in table.column_names)
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN (FORMAT csv)') as copy:
        for block in write_csv(table):
            copy.write(memoryview(block))


def write_csv(table: pa.Table) -> Iterator[pa.Buffer]:
    """The table as COPY takes it in the CSV format, a block at a time."""
    for batch in table.to_batches(max_chunksize=_ROWS):
        sink = pa.BufferOutputStream()
        csv.write_csv(batch, sink, _WRITE)
        yield sink.getvalue()


def copy_out(connection: Connection, statement: Select[Any], schema: pa.Schema) -> pa.Table:
    """The rows of a select, whose columns are the schema's in order, as a table."""
    compiled = statement.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    values = {name: _plain(compiled.binds.get(name), value) for name, value in compiled.params.items()}
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY ({compiled}) TO STDOUT (FORMAT csv)", values) as copy:
        return _read(_Stream(copy), schema)


def _plain(parameter: BindParameter[Any] | None, value: Any) -> Any:
    is_moment = parameter is not None and isinstance(parameter.type, Moment)
    return datetime_of(value) if is_moment and isinstance(value, int) else value


def _read(stream: "_Stream", schema: pa.Schema) -> pa.Table:
    first = stream.peek()
    if not first:
        return schema.empty_table()
    reader = csv.open_csv(
        stream,
        csv.ReadOptions(column_names=schema.names, block_size=_BLOCK),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return pa.Table.from_batches(list(reader), reader.schema).cast(schema).combine_chunks()


class _Stream(io.BufferedReader):
    """The bytes of a COPY as a file."""

    def __init__(self, copy: Any) -> None:
        super().__init__(_Blocks(copy), _BLOCK)


class _Blocks(io.RawIOBase):
    def __init__(self, copy: Any) -> None:
        self._blocks: Iterator[memoryview] = iter(copy)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._blocks, b""))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
