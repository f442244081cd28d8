"""From exports to checked bets, on a schedule. Run it here with ``python -m pipelines ingestion --bets PATH``."""

from kfp import dsl

from pikkit.components.ingest.component import ingest
from pikkit.components.notify.component import notify
from pikkit.components.notify_failure.component import notify_failure
from pikkit.components.quality_gate.component import quality_gate
from pikkit.components.validate.component import validate


@dsl.pipeline(name="pikkit-ingestion", description="Bring the bets up to date, check them, and say what was found.")
def ingestion_pipeline(bets: str = "", as_of: str = "", settings: str = "") -> None:
    """Sync, check, report, notify; then the gate, so that a run that it stops has told why.

    What fails on the way is told too. Nothing is cached: it is all about what is outside the run, now.

    Args:
        bets: A CSV export or a folder of them to sync with first; empty: check what the store has.
        as_of: ISO 8601 moment; only bets placed before it. Empty: all.
        settings: What differs from the settings where the steps run (``PIKKIT_*``), which is where secrets belong.
    """
    with dsl.ExitHandler(notify_failure(settings=settings).set_caching_options(False)):
        read = ingest(bets_path=bets, as_of=as_of, settings=settings).set_caching_options(False)
        checked = validate(bets=read.outputs["bets"], settings=settings).set_caching_options(False)
        told = notify(report=checked.outputs["report"], settings=settings).set_caching_options(False)
        quality_gate(report=checked.outputs["report"], settings=settings).after(told).set_caching_options(False)
