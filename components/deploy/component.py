"""A rollout, driven to its end."""

from kfp import dsl
from kfp.dsl import Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def deploy(
    metrics: Output[Metrics],
    model: str = "challenger",
    strategy: str = "canary",
    steps: str = "",
    interval: str = "15m",
    settings: str = "",
) -> str:
    """Roll a version out against the champion until it is promoted, rolled back or paused.

    Changes what is served: switch caching off. A step that was killed goes on where the ledger says it was.

    Args:
        metrics: The candidate's share of the traffic at the end, in percent, and how many decisions led to it.
        model: models:/NAME@ALIAS, models:/NAME/VERSION, an alias or a version.
        strategy: canary, blue-green or shadow.
        steps: The candidate's percentages, separated by commas; empty: the strategy's usual.
        interval: From one judgement to the next: 30s, 15m, 2h.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.

    Returns:
        The last decision: promote, rollback, abort, conclude or pause.
    """
    from pikkit.deploying.rollouts import roll_out
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded

    here = Home.of(settings)
    with recorded("deploy", here.settings):
        rollout = roll_out(here.settings, model, strategy, steps, interval)
    metrics.log_metric("percent", rollout.percent)
    metrics.log_metric("decisions", rollout.looks)
    return str(rollout.last.decision)
