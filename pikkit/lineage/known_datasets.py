"""The datasets that are no artifacts: exports, the stores, registered models."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pikkit.lineage.datasets import Dataset, DatasetKind
from pikkit.lineage.naming import file_id, model_id, store_id


def exports(imports: pa.Table) -> list[Dataset]:
    """The export files behind a store, as ``pikkit.store.shapes.IMPORTS`` notes them, with the hash of their bytes."""
    return [
        Dataset(
            file_id(note["file"]),
            DatasetKind.EXPORT,
            label=note["bettor"],
            version=f"sha256:{note['sha256']}",
            rows=note["rows"],
            size=note["size"],
            files=1,
        )
        for note in imports.select(["file", "bettor", "sha256", "rows", "size"]).to_pylist()
    ]


def store(url: str, fingerprint: str) -> Dataset:
    """The bets of a store as they were at a fingerprint."""
    return Dataset(store_id(url), DatasetKind.STORE, label="store", version=fingerprint)


def stored_quotes(url: str, changes: Mapping[int, int]) -> list[Dataset]:
    """The quotes of a store, if it ever had some, as they were when these were its numbers (``QuoteStore.changes``)."""
    digest = hashlib.sha256(repr(sorted(changes.items())).encode()).hexdigest()
    return [Dataset(store_id(url, "quotes"), DatasetKind.STORE, label="quotes", version=digest[:32])] if changes else []


def model(tracking_uri: str, name: str, version: str, label: str = "model") -> Dataset:
    """A version of a registered model."""
    return Dataset(model_id(tracking_uri, name, version), DatasetKind.MODEL, label, version=version)


class NamedVersion(Protocol):
    """A version of a registered model, such as the registry resolves."""

    @property
    def name(self) -> str:
        """The model's."""
        ...

    @property
    def version(self) -> str:
        """The version's."""
        ...


def champion_datasets(tracking_uri: str, champion: NamedVersion | None) -> list[Dataset]:
    """The champion, if there is one."""
    return [model(tracking_uri, champion.name, champion.version, "champion")] if champion else []


def online_store(folder: Path, rows: int) -> Dataset:
    """The features that are served from a folder, and how many rows of them."""
    return Dataset(file_id(folder), DatasetKind.STORE, "online features", rows=rows)
