"""Exports into the store, the store into a snapshot."""

from kfp import dsl
from kfp.dsl import Dataset, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def ingest(
    bets: Output[Dataset], metrics: Output[Metrics], bets_path: str = "", as_of: str = "", settings: str = ""
) -> None:
    """Bring the bet store up to date with Pikkit exports and write a snapshot of all its bets.

    Exports that were read before and have not changed are not read again.

    Reads the outside world: switch caching off, or say as_of.

    Args:
        bets: The snapshot, Parquet of the BETS schema; its metadata has the data's fingerprint.
        metrics: Bets, settled bets, bettors, quarantined rows, and what the exports brought: files read and known,
            rows, bets inserted, updated and unchanged, rows newly quarantined.
        bets_path: A CSV export or a folder of them; empty: only what the store has.
        as_of: ISO 8601 moment with its time zone; only bets placed before it. Empty: all.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.known_datasets import exports
    from pikkit.lineage.known_datasets import store as stored
    from pikkit.lineage.recording import recorded
    from pikkit.sync.ingesting import ingest as ingest_bets

    here = Home.of(settings)
    with recorded("ingest", here.settings, outputs={"bets": bets}) as lineage, here.store() as store:
        given = Path(bets_path) if bets_path else None
        processes = here.settings.import_processes
        summary = ingest_bets(store, Path(bets.path), given, as_of, here.write_snapshot, teller("ingest"), processes)
        bets.metadata["fingerprint"] = summary.fingerprint
        lineage.read(*exports(summary.sources), stored(here.settings.resolved_store_url, summary.fingerprint))
    for name in ("bets", "settled", "bettors", "quarantined"):
        metrics.log_metric(name, getattr(summary, name))
    if summary.synced:
        for name in ("files", "known", "rows", "inserted", "updated", "unchanged", "quarantined"):
            metrics.log_metric(f"imported_{name}", getattr(summary.synced, name))
        bets.metadata["skipped"] = [skipped.reason for skipped in summary.synced.skipped]
