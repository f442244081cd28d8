"""What can be told of a dataset by looking at it: its size, and a table's rows and columns from the Parquet footer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.lineage.datasets import Dataset, DatasetId, DatasetKind
from pikkit.lineage.naming import file_id

TABLE = "system.Dataset"
"""KFP's name of an artifact that is a table, or a folder with one."""


class Artifact(Protocol):
    """What KFP hands a step: where something is, or goes, and what is said of it."""

    uri: str
    metadata: Mapping[str, Any]

    @property
    def path(self) -> str:
        """Where it is on this machine."""
        ...


def describe_artifact(label: str, artifact: Artifact) -> Dataset:
    """An artifact as it is now; what is not there is described by its name alone.

    Args:
        label: What the step calls it.
        artifact: The artifact; the ``fingerprint`` of its metadata is its version.
    """
    version = str(artifact.metadata.get("fingerprint", ""))
    id_, path = file_id(artifact.uri), Path(artifact.path)
    if not path.exists():
        return Dataset(id_, DatasetKind.ARTIFACT, label, version)
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    table = _table(path) if getattr(artifact, "schema_title", "") == TABLE else None
    if table is None:
        return Dataset(id_, DatasetKind.ARTIFACT, label, version, size=size, files=len(files))
    return _with_table(id_, label, version, size, len(files), table)


def _table(path: Path) -> Path | None:
    """The Parquet file, or the only one directly in the folder."""
    candidates = [path] if path.is_file() else sorted(path.glob("*.parquet"))
    return candidates[0] if len(candidates) == 1 else None


def _with_table(id_: DatasetId, label: str, version: str, size: int, files: int, table: Path) -> Dataset:
    try:
        footer = pq.read_metadata(table)
    except (pa.ArrowInvalid, OSError):  # another format: nothing more is known
        return Dataset(id_, DatasetKind.ARTIFACT, label, version, size=size, files=files)
    schema = footer.schema.to_arrow_schema()
    columns = tuple((field.name, str(field.type)) for field in schema)
    return Dataset(
        id_, DatasetKind.ARTIFACT, label, version, footer.num_rows, size, files, columns, tuple(_nulls(footer).items())
    )


def _nulls(footer: pq.FileMetaData) -> dict[str, int]:
    """Missing values by column, for the flat columns whose every row group counts them."""
    counted: dict[str, list[int | None]] = {}
    for group in (footer.row_group(number) for number in range(footer.num_row_groups)):
        for column in (group.column(number) for number in range(group.num_columns)):
            known = column.is_stats_set and column.statistics.has_null_count
            counted.setdefault(column.path_in_schema, []).append(column.statistics.null_count if known else None)
    return {name: sum(n for n in counts if n is not None) for name, counts in counted.items() if None not in counts}
