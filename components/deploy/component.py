"""A rollout, brought one look further."""

from kfp import dsl
from kfp.dsl import Markdown, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def deploy(
    metrics: Output[Metrics],
    told: Output[Markdown],
    model: str = "challenger",
    strategy: str = "canary",
    steps: str = "",
    interval: str = "15m",
    settings: str = "",
) -> str:
    """Look at the rollout once, decide and do it; begin one for a version that had none. It takes seconds.

    A schedule runs it until the ledger says that the rollout is done: no pod has to live as long as a rollout takes,
    and one that is lost costs a look. Changes what is served: switch caching off.

    Args:
        metrics: The candidate's share of the traffic, in percent, and how many entries of the ledger led to it.
        told: What this look came to, and the last decision's reasons.
        model: models:/NAME@ALIAS, models:/NAME/VERSION, an alias or a version.
        strategy: canary, blue-green or shadow.
        steps: The candidate's percentages, separated by commas; empty: the strategy's usual.
        interval: From one judgement to the next, at least: 30s, 15m, 2h.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.

    Returns:
        The last decision: start, hold, step, promote, rollback, abort, conclude or pause; none where there is nothing.
    """
    from pathlib import Path

    from pikkit.deploying.advancing import advance
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded

    here = Home.of(settings)
    with recorded("deploy", here.settings):
        came = advance(here.settings, model, strategy, steps, interval)
    rollout = came.rollout
    metrics.log_metric("percent", rollout.percent if rollout else 0)
    metrics.log_metric("entries", rollout.looks if rollout else 0)
    reasons = [f"- {reason}" for reason in rollout.last.reasons] if rollout else []
    Path(told.path).write_text("\n".join([came.said, "", *reasons]) + "\n", encoding="utf-8")
    return str(rollout.last.decision) if rollout else "none"
