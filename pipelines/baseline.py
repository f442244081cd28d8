"""The drift baseline of the model that serves, made anew. Run it here with ``python -m pipelines baseline``."""

from kfp import dsl

from pikkit.components.notify_failure.component import notify_failure
from pikkit.components.refresh_baseline.component import refresh_baseline


@dsl.pipeline(name="pikkit-baseline", description="Bring what drift is measured against up to date.")
def baseline_pipeline(
    since: str = "",
    until: str = "",
    store_url: str = "",
    model_name: str = "",
    tracking_uri: str = "",
    home: str = "",
) -> None:
    """Refresh the baseline; what fails is told. Nothing is cached.

    Args:
        since, until: Bets of the store to take instead of what the model learned from; empty: what it learned from.
        store_url, model_name, tracking_uri, home: Empty: the settings where the step runs (``PIKKIT_*``).
    """
    where = {"store_url": store_url, "model_name": model_name, "tracking_uri": tracking_uri, "home": home}
    with dsl.ExitHandler(notify_failure().set_caching_options(False)):
        refresh_baseline(since=since, until=until, **where).set_caching_options(False)
