"""Quotes in Parquet and CSV: one row a quote, some rows at a time."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.quotes.canonical import LONGEST
from pikkit.quotes.normalise import NEEDED, OPTIONAL

ROWS = 1 << 17
_CSV_BYTES = 16 << 20


def parquet_rows(path: Path) -> Iterator[pa.Table]:
    """The raw rows of a Parquet file.

    Raises:
        InputError: It is no whole Parquet file, or columns are missing.
    """
    try:
        schema = pq.read_schema(path)
        names = _known(path, schema.names)
        file = pq.ParquetFile(path, read_dictionary=[name for name in names if _is_text(schema.field(name).type)])
        for batch in file.iter_batches(ROWS, columns=names):
            yield pa.table({name: _cut(batch[name]) for name in names})
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path.name} cannot be read as Parquet: {_first_line(error)}.") from error


def csv_rows(path: Path) -> Iterator[pa.Table]:
    """The raw rows of a CSV file, all columns as text; a line of the wrong length is left out as no row at all.

    Raises:
        InputError: It cannot be read as CSV, or columns are missing.
    """
    options = pacsv.ReadOptions(block_size=_CSV_BYTES)
    try:
        names = _known(path, pacsv.open_csv(path, options).schema.names)
        convert = pacsv.ConvertOptions(
            column_types={name: pa.string() for name in names}, include_columns=names, strings_can_be_null=True
        )
        for batch in pacsv.open_csv(path, options, convert_options=convert):
            yield pa.Table.from_batches([batch])
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path.name} cannot be read as CSV: {_first_line(error)}.") from error


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _cut(column: pa.Array) -> pa.Array:
    """A column whose texts are hardly longer than any that counts: one of megabytes said once is a text a row, else."""
    if not isinstance(column, pa.DictionaryArray) or not _is_text(column.type.value_type):
        return column
    texts = pc.utf8_slice_codeunits(column.dictionary, 0, LONGEST + 1)
    return pa.DictionaryArray.from_arrays(column.indices, texts).dictionary_decode()


def _known(path: Path, names: list[str]) -> list[str]:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise InputError(
            f"{path.name} is no table of quotes: it lacks {', '.join(missing)}. Needed are {', '.join(NEEDED)}; "
            f"{', '.join(OPTIONAL)} are read too."
        )
    return [name for name in names if name in NEEDED or name in OPTIONAL]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
