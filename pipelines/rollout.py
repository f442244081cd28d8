"""A candidate's rollout as a pipeline that is run again and again. Here: ``python -m pipelines rollout``."""

from typing import Any

from kfp import dsl

from pikkit.components.deploy.component import deploy
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling


def make_rollout(step: Steps) -> Any:
    """The pipeline, of tasks that ``step`` makes."""

    @dsl.pipeline(
        name="pikkit-rollout", description="Bring a rollout one look further; begin one for a new challenger."
    )
    def rollout_pipeline(
        model: str = "challenger",
        strategy: str = "canary",
        steps: str = "",
        interval: str = "15m",
        settings: str = "",
    ) -> None:
        """One short step: look at the rollout once, decide, do it. A schedule runs it until the ledger says it is done.

        Args:
            model: What to roll out if no rollout is under way: an alias, a version, or models:/NAME@ALIAS.
            strategy: canary, blue-green or shadow.
            steps: The candidate's percentages, separated by commas; empty: the strategy's usual.
            interval: From one judgement to the next, at least: 30s, 15m, 2h.
            settings: What differs from the settings where the step runs (PIKKIT_ variables), a JSON object; no secrets.
        """
        with telling(step, settings):
            step(deploy, model=model, strategy=strategy, steps=steps, interval=interval, settings=settings)

    return rollout_pipeline


rollout_pipeline = make_rollout(Steps())
"""For one machine."""
