"""Any file of quotes, by its ending."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.quotes.batch import QuoteBatch
from pikkit.quotes.normalise import normalise
from pikkit.quotes.read.odds_api import odds_api_rows
from pikkit.quotes.read.tables import csv_rows, parquet_rows


def iter_quotes(path: str | Path, now: datetime | None = None) -> Iterator[QuoteBatch]:
    """Read a file of quotes a part at a time, so that memory does not grow with it.

    Args:
        path: Parquet or CSV with the columns of ``normalise.NEEDED``, or The Odds API's JSON.
        now: What the clock says; default: now.

    Raises:
        InputError: The file is not there, is of another kind, or is damaged; what was read before the damage stays.
    """
    path, now, start = Path(path), now or datetime.now(UTC), 0
    try:
        for rows in _reader(path)(path):
            yield normalise(rows, path.name, now, start)
            start += rows.num_rows
    except (ValueError, OverflowError, RecursionError, pa.ArrowException) as error:
        raise InputError(f"{path.name} holds what is no quotes: {type(error).__name__}.") from error


def read_quotes(path: str | Path, now: datetime | None = None) -> QuoteBatch:
    """A whole file of quotes at once. See ``iter_quotes``."""
    parts = list(iter_quotes(path, now)) or [QuoteBatch()]
    return QuoteBatch(
        pa.concat_tables([part.quotes for part in parts]),
        pa.concat_tables([part.rejects for part in parts]),
        sum(part.duplicates for part in parts),
        sum((part.notes for part in parts[1:]), parts[0].notes),
    )


def find_quote_files(path: str | Path) -> list[Path]:
    """A file, or the files of a folder that can hold quotes, in order of their names.

    Raises:
        InputError: There is no such file, or none in the folder.
    """
    path = Path(path)
    if path.is_file():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in READERS) if path.is_dir() else []
    if not files:
        raise InputError(f"There are no quotes at {path}; accepted are files ending in {', '.join(READERS)}.")
    return files


def _json_rows(path: Path) -> Iterator[pa.Table]:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is no whole JSON document: {error}.") from error
    yield odds_api_rows(document, path.name)


READERS: dict[str, Callable[[Path], Iterator[pa.Table]]] = {
    ".parquet": parquet_rows,
    ".csv": csv_rows,
    ".json": _json_rows,
}


def _reader(path: Path) -> Callable[[Path], Iterator[pa.Table]]:
    if not path.is_file():
        raise InputError(f"There is no file of quotes at {path}.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name} ends in none of {', '.join(READERS)}, the kinds of files quotes are read from.")
    return reader
