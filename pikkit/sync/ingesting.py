"""The first step of a pipeline: what is new in exports into the store, and the store's bets into a snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from pikkit.base.counted import counted
from pikkit.base.progress import Tell, silent
from pikkit.bets.export import find_exports
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


_PARTS, _PARTS_WITH_FILES = "parts (snapshot, counts)", "parts ({}, snapshot, counts)"

WriteSnapshot = Callable[[BetStore, Path, datetime | None], int]
"""Writes the bets of a store placed before a moment to a file; returns how many (``write_snapshot``)."""


def ingest(
    store: BetStore,
    snapshot: Path,
    exports: Path | None = None,
    as_of: str = "",
    write: WriteSnapshot = write_snapshot,
    tell: Tell = silent,
    processes: int = 1,
) -> IngestSummary:
    """Read the exports that are new or changed, if any are given, and write a snapshot of all stored bets.

    Args:
        store: The bet store.
        snapshot: The Parquet file to write.
        exports: A CSV file or a folder of them.
        as_of: ISO 8601 moment with its time zone; only bets placed before it. Empty: all.
        write: Who writes it.
        tell: Told how much is done.
        processes: How many may read files ahead; see ``sync_exports``.

    Raises:
        InputError: The exports, the store or the moment cannot be used.
    """
    placed_before = read_as_of(as_of)
    files = len(find_exports(exports)) if exports else 0
    total, parts = files + 2, _PARTS_WITH_FILES.format(counted(files, "file")) if files else _PARTS
    synced = None
    if exports:
        synced = sync_exports(exports, store, tell=lambda done, *_: tell(done, total, parts), processes=processes)
    if not exports:
        tell(0, total, parts)
    bets = write(store, snapshot, placed_before)
    tell(files + 1, total, parts)
    counts = store.counts()
    return IngestSummary(
        bets, counts.settled, counts.bettors, counts.rejects, store.fingerprint(), synced, store.imports()
    )
