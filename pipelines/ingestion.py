"""From exports to checked bets, on a schedule. Run it here with ``python -m pipelines ingestion --bets PATH``."""

from typing import Any

from kfp import dsl

from pikkit.components.ingest.component import ingest
from pikkit.components.notify.component import notify
from pikkit.components.quality_gate.component import quality_gate
from pikkit.components.validate.component import validate
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling


def make_ingestion(step: Steps) -> Any:
    """The pipeline, of tasks that ``step`` makes."""

    @dsl.pipeline(name="pikkit-ingestion", description="Bring the bets up to date, check them, and say what was found.")
    def ingestion_pipeline(bets: str = "", as_of: str = "", settings: str = "") -> None:
        """Sync, check, report, notify; then the gate, so that a run that it stops has told why.

        What fails on the way is told too.

        Args:
            bets: A CSV export or a folder of them to sync with first; empty: check what the store has.
            as_of: ISO 8601 moment; only bets placed before it. Empty: all.
            settings: What differs from the settings where the steps run (PIKKIT_ variables), a JSON object; no secrets.
        """
        with telling(step, settings):
            read = step(ingest, bets_path=bets, as_of=as_of, settings=settings)
            checked = step(validate, bets=read.outputs["bets"], settings=settings)
            notice = step(notify, report=checked.outputs["report"], settings=settings)
            step(quality_gate, report=checked.outputs["report"], settings=settings).after(notice)

    return ingestion_pipeline


ingestion_pipeline = make_ingestion(Steps())
"""For one machine."""
