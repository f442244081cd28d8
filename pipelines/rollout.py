"""A candidate's rollout as a pipeline. Run it here with ``python -m pipelines rollout``."""

from kfp import dsl

from pikkit.components.deploy.component import deploy
from pikkit.components.notify_failure.component import notify_failure


@dsl.pipeline(name="pikkit-rollout", description="Roll a version out against the champion, judged step by step.")
def rollout_pipeline(
    model: str = "challenger",
    strategy: str = "canary",
    steps: str = "",
    interval: str = "15m",
    settings: str = "",
) -> None:
    """One step, which takes as long as the rollout does. It is tried again if its pod is lost, and goes on then.

    Args:
        model, strategy, steps, interval: As ``pikkit rollout start``.
        settings: What differs from the settings where the step runs (``PIKKIT_*``), a JSON object.
    """
    with dsl.ExitHandler(notify_failure(settings=settings).set_caching_options(False)):
        deploy(
            model=model,
            strategy=strategy,
            steps=steps,
            interval=interval,
            settings=settings,
        ).set_caching_options(False).set_retry(3)
