"""What books offer, fetched on a schedule. Run it here with ``python -m pipelines quotes``."""

from typing import Any

from kfp import dsl

from pikkit.components.fetch_quotes.component import fetch_quotes
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling


def make_quotes(step: Steps) -> Any:
    """The pipeline, of tasks that ``step`` makes."""

    @dsl.pipeline(name="pikkit-quotes", description="Fetch what books offer now, and store it.")
    def quotes_pipeline(settings: str = "") -> None:
        """Fetch, store, look whether what is stored can be relied on; what fails is told.

        Args:
            settings: What differs from the settings where the steps run (PIKKIT_ variables), a JSON object; no secrets.
        """
        with telling(step, settings):
            step(fetch_quotes, settings=settings)

    return quotes_pipeline


quotes_pipeline = make_quotes(Steps())
"""For one machine."""
