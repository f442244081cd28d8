"""Exports into the store, the store into a snapshot."""

from kfp import dsl
from kfp.dsl import Dataset, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def ingest(
    bets: Output[Dataset],
    metrics: Output[Metrics],
    bets_path: str = "",
    store_url: str = "",
    as_of: str = "",
    home: str = "",
) -> None:
    """Bring the bet store up to date with Pikkit exports and write a snapshot of all its bets.

    Exports that were read before and have not changed are not read again.

    Reads the outside world: switch caching off, or say as_of.

    Args:
        bets: The snapshot, Parquet of the BETS schema; its metadata has the data's fingerprint.
        metrics: Bets, settled bets, bettors, quarantined rows, and what the exports brought: files read and known,
            rows, bets inserted, updated and unchanged, rows newly quarantined.
        bets_path: A CSV export or a folder of them; empty: only what the store has.
        store_url: SQLAlchemy URL of the store; empty: the settings'.
        as_of: ISO 8601 moment with its time zone; only bets placed before it. Empty: all.
        home: Pikkit's home folder; empty: the settings'.
    """
    from pathlib import Path

    from pikkit.lineage.known import exports, store
    from pikkit.lineage.recording import recorded
    from pikkit.settings import settings_with
    from pikkit.sync.ingesting import ingest as ingest_bets

    settings = settings_with(home=home, store_url=store_url)
    with recorded("ingest", outputs={"bets": bets}) as lineage:
        given = Path(bets_path) if bets_path else None
        summary = ingest_bets(settings.resolved_store_url, Path(bets.path), given, as_of)
        bets.metadata["fingerprint"] = summary.fingerprint
        lineage.read(*exports(summary.sources), store(settings.resolved_store_url, summary.fingerprint))
    for name in ("bets", "settled", "bettors", "quarantined"):
        metrics.log_metric(name, getattr(summary, name))
    if summary.synced:
        for name in ("files", "known", "rows", "inserted", "updated", "unchanged", "quarantined"):
            metrics.log_metric(f"imported_{name}", getattr(summary.synced, name))
        bets.metadata["skipped"] = [skipped.reason for skipped in summary.synced.skipped]
