"""A dataset as lineage sees it: what it is called everywhere, and what is known of it."""

from dataclasses import dataclass
from enum import StrEnum


class DatasetKind(StrEnum):
    """What a dataset is to Pikkit."""

    ARTIFACT = "ARTIFACT"
    EXPORT = "EXPORT"
    STORE = "STORE"
    MODEL = "MODEL"


@dataclass(frozen=True, slots=True)
class DatasetId:
    """The name of a dataset anywhere, as OpenLineage's naming specification has it (https://openlineage.io/docs/spec/naming).

    ``namespace`` is where it is ("file", "s3://bucket", "postgres://host:5432"), ``name`` which one it is there.
    """

    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that a step read or wrote.

    Attributes:
        id: What it is called.
        kind: What it is.
        label: What the step calls it ("bets", "features"); empty: its name says it.
        version: Of its content: ``sha256:`` and 64 hexadecimal digits for a file that was hashed, a store's
            fingerprint, a model's version. Empty if it is not known.
        rows, size, files: Rows, bytes and files; None where that is not known.
        columns: (name, type) of a table's columns.
        nulls: Missing values by column, where the file says.
    """

    id: DatasetId
    kind: DatasetKind
    label: str = ""
    version: str = ""
    rows: int | None = None
    size: int | None = None
    files: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    nulls: tuple[tuple[str, int], ...] = ()
