"""Parquet files that grow: a new file keeps row groups of an old one as bytes, neither read nor written again.

A Parquet file is row groups and a footer that says where each begins, so that groups may lie in any order with other
bytes between. A group of an old file is kept by copying the old file up to it; new groups and a new footer follow.
"""

import io
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_LENGTH, _MAGIC = 4, b"PAR1"


@dataclass(frozen=True)
class Group:
    """A row group of a file.

    Attributes:
        rows: How many rows.
        begin, end: Where it lies in the file, in bytes.
        footer: What a footer says of it: the metadata of a Parquet file that has it alone.
    """

    rows: int
    begin: int
    end: int
    footer: bytes


def write_groups(
    path: Path, schema: pa.Schema, parts: Iterable[Group | pa.Table], source: Path | None = None, copied: int = 0
) -> list[Group]:
    """Write a file of groups; it is replaced when it is whole.

    Args:
        path: The file.
        schema: Of its rows; texts are written as dictionaries.
        parts: In order, groups of the source and rows that become a group.
        source: The file that groups are kept of; may be the same.
        copied: How many of its bytes hold them.

    Returns:
        The groups of the file.
    """
    unfinished = path.with_suffix(".tmp")
    _begin(unfinished, source, copied)
    groups = [part if isinstance(part, Group) else _append(unfinished, schema, part) for part in parts]
    groups = groups or [_append(unfinished, schema, schema.empty_table())]
    with unfinished.open("ab") as file:
        _whole(groups).write_metadata_file(file)
    unfinished.replace(path)
    return groups


def end_of(groups: Sequence[Group]) -> int:
    """How many bytes of a file hold some of its groups."""
    return max((group.end for group in groups), default=0)


def live_share(groups: Sequence[Group]) -> float:
    """The share of those bytes that are the groups', not of what they replaced."""
    return sum(group.end - group.begin for group in groups) / max(end_of(groups), 1)


def footer_digest(path: Path) -> str:
    """A digest of a file's footer, which tells a file from any other written by a build; empty without a file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - len(_MAGIC) - _LENGTH, 0))
        length = int.from_bytes(file.read(_LENGTH), "little")
        file.seek(max(size - len(_MAGIC) - _LENGTH - length, 0))
        return sha256(file.read()).hexdigest() + f"-{size}"


def _begin(unfinished: Path, source: Path | None, copied: int) -> None:
    if source and copied:
        shutil.copyfile(source, unfinished)
        with unfinished.open("r+b") as file:
            file.truncate(copied)
    else:
        unfinished.write_bytes(b"")


def _append(path: Path, schema: pa.Schema, table: pa.Table) -> Group:
    """Write a group at the end of a file; a map of the file, as Arrow begins no Parquet file elsewhere than at 0."""
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    collected: list[pq.FileMetaData] = []
    begin = path.stat().st_size
    with path.open("r+b") as file:
        os.posix_fallocate(file.fileno(), begin, _room(table))  # a full disk is an error here, and a crash in a map
        with pa.memory_map(str(path), "r+") as sink:
            with pq.ParquetWriter(sink, schema, use_dictionary=texts, metadata_collector=collected) as writer:
                sink.seek(begin or sink.tell())
                writer.write_table(table, row_group_size=max(table.num_rows, 1))
            end = sink.tell()
        file.truncate(end)
    footer = io.BytesIO()
    collected[0].write_metadata_file(footer)
    return Group(table.num_rows, begin, end, footer.getvalue())


def _room(table: pa.Table) -> int:
    """More bytes than a group takes: no encoding makes values twice as long, and each column has its pages' heads."""
    return int(2 * table.nbytes + (1 << 20) + (1 << 16) * table.num_columns)


def _whole(groups: Sequence[Group]) -> pq.FileMetaData:
    whole, *others = (pq.read_metadata(io.BytesIO(group.footer)) for group in groups)
    for other in others:
        whole.append_row_groups(other)
    return whole
