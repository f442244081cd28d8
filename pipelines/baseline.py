"""The drift baseline of the model that serves, made anew. Run it here with ``python -m pipelines baseline``."""

from kfp import dsl

from pikkit.components.notify_failure.component import notify_failure
from pikkit.components.refresh_baseline.component import refresh_baseline


@dsl.pipeline(name="pikkit-baseline", description="Bring what drift is measured against up to date.")
def baseline_pipeline(
    since: str = "",
    until: str = "",
    settings: str = "",
) -> None:
    """Refresh the baseline; what fails is told. Nothing is cached.

    Args:
        since, until: Bets of the store to take instead of what the model learned from; empty: what it learned from.
        settings: What differs from the settings where the steps run (``PIKKIT_*``), a JSON object.
    """
    with dsl.ExitHandler(notify_failure(settings=settings).set_caching_options(False)):
        refresh_baseline(since=since, until=until, settings=settings).set_caching_options(False)
