"""The first step of a pipeline: what is new in exports into the store, and the store's bets into a snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from pikkit.store.base import BetStore
from pikkit.store.snapshot import write_snapshot
from pikkit.sync.placement_cutoff import read_as_of
from pikkit.sync.syncing import SyncSummary, sync_exports


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What a snapshot holds.

    Attributes:
        bets: Rows of the snapshot.
        settled, bettors, quarantined: Of the whole store.
        fingerprint: Equal exactly when the store's bets are.
        synced: What the exports brought; None without exports.
        sources: Every export file behind the store, as IMPORTS.
    """

    bets: int
    settled: int
    bettors: int
    quarantined: int
    fingerprint: str
    synced: SyncSummary | None
    sources: pa.Table


WriteSnapshot = Callable[[BetStore, Path, datetime | None], int]
"""Writes the bets of a store placed before a moment to a file; returns how many (``write_snapshot``)."""


def ingest(
    store: BetStore,
    snapshot: Path,
    exports: Path | None = None,
    as_of: str = "",
    write: WriteSnapshot = write_snapshot,
) -> IngestSummary:
    """Read the exports that are new or changed, if any are given, and write a snapshot of all stored bets.

    Args:
        store: The bet store.
        snapshot: The Parquet file to write.
        exports: A CSV file or a folder of them.
        as_of: ISO 8601 moment with its time zone; only bets placed before it. Empty: all.
        write: Who writes it.

    Raises:
        InputError: The exports, the store or the moment cannot be used.
    """
    placed_before = read_as_of(as_of)
    synced = sync_exports(exports, store) if exports else None
    bets = write(store, snapshot, placed_before)
    counts = store.counts()
    return IngestSummary(
        bets, counts.settled, counts.bettors, counts.rejects, store.fingerprint(), synced, store.imports()
    )
