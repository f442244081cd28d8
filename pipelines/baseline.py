"""The drift baseline of the model that serves, made anew. Run it here with ``python -m pipelines baseline``."""

from typing import Any

from kfp import dsl

from pikkit.components.refresh_baseline.component import refresh_baseline
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling


def make_baseline(step: Steps) -> Any:
    """The pipeline, of tasks that ``step`` makes."""

    @dsl.pipeline(name="pikkit-baseline", description="Bring what drift is measured against up to date.")
    def baseline_pipeline(since: str = "", until: str = "", settings: str = "") -> None:
        """Refresh the baseline; what fails is told.

        Args:
            since: Take bets of the store placed since then ("90d", or a date), not what the model learned from.
            until: The end of that time; empty: the newest bet.
            settings: What differs from the settings where the steps run (PIKKIT_ variables), a JSON object; no secrets.
        """
        with telling(step, settings):
            step(refresh_baseline, since=since, until=until, settings=settings)

    return baseline_pipeline


baseline_pipeline = make_baseline(Steps())
"""For one machine."""
