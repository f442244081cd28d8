"""The first step of a training run: exports into the store, and the store's bets into a snapshot."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pikkit.store.importing import ImportSummary, import_exports
from pikkit.store.opening import open_store
from pikkit.store.snapshot import write_snapshot


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What a snapshot holds.

    Attributes:
        bets: Rows of the snapshot.
        settled, bettors, quarantined: Of the whole store.
        fingerprint: Equal exactly when the store's bets are.
        imported: What the exports brought; None without exports.
    """

    bets: int
    settled: int
    bettors: int
    quarantined: int
    fingerprint: str
    imported: ImportSummary | None


def ingest(
    store_url: str, snapshot: Path, exports: Path | None = None, placed_before: datetime | None = None
) -> IngestSummary:
    """Import exports, if any, and write a snapshot of all stored bets.

    Args:
        store_url: Of the bet store.
        snapshot: The Parquet file to write.
        exports: A CSV file or a folder of them.
        placed_before: Only bets placed before this moment, which has a time zone.

    Raises:
        InputError: The exports or the store cannot be used.
    """
    store = open_store(store_url)
    try:
        imported = import_exports(exports, store) if exports else None
        bets = write_snapshot(store, snapshot, placed_before)
        counts = store.counts()
        return IngestSummary(bets, counts.settled, counts.bettors, counts.rejects, store.fingerprint(), imported)
    finally:
        store.close()
