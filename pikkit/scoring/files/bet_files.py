"""Files of bets: Pikkit exports, and score requests as CSV, Parquet or JSON lines."""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.base.validation import shortened
from pikkit.bets.export import iter_export
from pikkit.bets.export.find import find_exports
from pikkit.scoring.field_texts import values_of_texts
from pikkit.scoring.fields import FIELDS
from pikkit.scoring.files.chunks import CHUNK_ROWS, Chunk, Rejected

ACCEPTED = "a Pikkit export (.csv) or a folder of them; or score requests as .csv, .parquet or .jsonl"
EXPORT_MARK = "bet_id"
"""The column that an export has and a request has not."""


def read_chunks(path: Path, bettor: str | None = None) -> Iterator[Chunk]:
    """Read a file, or all exports of a folder, in chunks.

    A bet of an export asks for a score as of the moment it was placed.

    Args:
        path: What to read.
        bettor: Whose bets an export holds; default: its file's stem.

    Raises:
        InputError: It does not exist, or is none of these files.
    """
    for part in parts_of(path):
        yield from read_part(part, bettor)


@dataclass(frozen=True, slots=True)
class FilePart:
    """What one worker reads of what is to be scored: a file, or some row groups of a Parquet file.

    Attributes:
        path: The file.
        export: Whether it is an export whatever it looks like, as one of a folder of them.
        groups: Row groups; None: the whole file.
        begun: The number of its first row.
    """

    path: Path
    export: bool = False
    groups: tuple[int, ...] | None = None
    begun: int = 1


def parts_of(path: Path, rows: int | None = None) -> list[FilePart]:
    """The parts of a file, or of a folder of exports, in order; see ``read_chunks``.

    Args:
        path: What to read.
        rows: About how many rows a part of a Parquet file has, which is never less than a row group; default: all.
    """
    if path.is_dir():
        return [FilePart(file, export=True) for file in find_exports(path)]
    if not path.is_file():
        raise InputError(f"{path} does not exist; accepted: {ACCEPTED}.")
    if rows is None or path.suffix.lower() != ".parquet":
        return [FilePart(path)]
    return _parquet_parts(path, rows)


def read_part(part: FilePart, bettor: str | None = None) -> Iterator[Chunk]:
    """Read a part in chunks; see ``read_chunks``."""
    path = part.path
    match path.suffix.lower():
        case _ if part.export:
            yield from _export(path, bettor)
        case ".csv":
            yield from _csv(path, bettor)
        case ".tsv" | ".xlsx":
            yield from _export(path, bettor)
        case ".parquet":
            yield from _parquet(part)
        case ".jsonl" | ".ndjson":
            yield from _json_lines(path)
        case other:
            raise InputError(f"{path} cannot be read: {other or 'no'} suffix; accepted: {ACCEPTED}.")


def _export(path: Path, bettor: str | None) -> Iterator[Chunk]:
    for part in iter_export(path, bettor, batch_rows=CHUNK_ROWS):
        rejects = [part.rejects[name].to_pylist() for name in ("line", "reason", "raw")]
        rejected = [Rejected(path.name, line, reason, raw) for line, reason, raw in zip(*rejects, strict=True)]
        columns = {name: part.bets[name].to_pylist() for name, field in FIELDS.items() if field.of_exports}
        columns["odds_format"] = ["decimal"] * part.bets.num_rows
        rows, ids = part.bets["source_line"].to_pylist(), part.bets["bet_id"].to_pylist()
        yield Chunk(path.name, rows, ids, columns, rejected)


def _csv(path: Path, bettor: str | None) -> Iterator[Chunk]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            names = [name.strip().lower() for name in next(reader, [])]
            if EXPORT_MARK in names:
                yield from _export(path, bettor)
                return
            _check_names(path, names)
            yield from _csv_requests(path, names, reader)
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no CSV file in UTF-8: {error}.") from error


def _csv_requests(path: Path, names: Sequence[str], reader: Any) -> Iterator[Chunk]:
    lines = ((reader.line_num, line) for line in reader if line)
    while numbered := list(islice(lines, CHUNK_ROWS)):
        whole = [(number, line) for number, line in numbered if len(line) == len(names)]
        rejected = [
            Rejected(path.name, number, f"The row has {len(line)} values, not {len(names)}.", json.dumps(line))
            for number, line in numbered
            if len(line) != len(names)
        ]
        values = zip(*(line for _, line in whole), strict=True) if whole else [()] * len(names)
        columns = {name: values_of_texts(name, column) for name, column in zip(names, values, strict=True)}
        yield Chunk(path.name, [number for number, _ in whole], [None] * len(whole), columns, rejected)


def _parquet(part: FilePart) -> Iterator[Chunk]:
    path, begun = part.path, part.begun
    with _parquet_file(path) as file:
        for batch in file.iter_batches(CHUNK_ROWS, row_groups=part.groups):
            columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
            yield _numbered(path, columns, begun, batch.num_rows)
            begun += batch.num_rows


def _parquet_parts(path: Path, rows: int) -> list[FilePart]:
    with _parquet_file(path) as file:
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    parts: list[FilePart] = []
    groups: list[int] = []
    begun = held = 0
    for group, size in enumerate(sizes):
        groups.append(group)
        held += size
        if held >= rows or group == len(sizes) - 1:
            parts.append(FilePart(path, groups=tuple(groups), begun=begun + 1))
            begun, held, groups = begun + held, 0, []
    return parts


@contextmanager
def _parquet_file(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            _check_names(path, file.schema_arrow.names)
            yield file
    except pa.ArrowException as error:
        raise InputError(f"{path} is no Parquet file: {error}.") from error


def _json_lines(path: Path) -> Iterator[Chunk]:
    with path.open("rb") as file:
        begun = 1
        while lines := list(islice(file, CHUNK_ROWS)):
            yield _json_chunk(path, lines, begun)
            begun += len(lines)


def _json_chunk(path: Path, lines: Sequence[bytes], begun: int) -> Chunk:
    rows, read, rejected = [], [], []
    for number, line in enumerate(lines, begun):
        if not line.strip():
            continue
        bet, reason = _json_bet(line)
        if reason:
            rejected.append(Rejected(path.name, number, reason, line.decode("utf-8", "replace").strip()))
        else:
            rows.append(number)
            read.append(bet)
    names = sorted(set().union(*read)) if read else []
    columns = {name: [bet.get(name) for bet in read] for name in names}
    return Chunk(path.name, rows, [None] * len(rows), columns, rejected)


def _json_bet(line: bytes) -> tuple[dict[str, Any], str]:
    try:
        bet = json.loads(line)
    except ValueError as error:
        return {}, f"The line is not JSON: {error}."
    if not isinstance(bet, dict):
        return {}, "The line must be an object, a bet."
    unknown = sorted(bet.keys() - set(FIELDS))
    if unknown:
        return {}, f"{shortened(unknown[0])} is not known; the fields are {', '.join(FIELDS)}."
    return bet, ""


def _numbered(path: Path, columns: dict[str, list[Any]], begun: int, n: int) -> Chunk:
    return Chunk(path.name, list(range(begun, begun + n)), [None] * n, columns)


def _check_names(path: Path, names: Sequence[str]) -> None:
    if unknown := [name for name in names if name not in FIELDS]:
        sentence = f"The column {shortened(unknown[0])} of {path} is not known"
    elif len(set(names)) < len(names):
        sentence = f"{path} has a column twice"
    elif missing := {name for name, field in FIELDS.items() if field.required} - set(names):
        sentence = f"{path} has no column {' and no column '.join(sorted(missing))}"
    else:
        return
    raise InputError(f"{sentence}; it must be a Pikkit export, or score requests with the columns {', '.join(FIELDS)}.")
