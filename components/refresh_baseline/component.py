"""A model's sample and the store's bets to the baseline that checks compare with."""

from kfp import dsl
from kfp.dsl import Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def refresh_baseline(metrics: Output[Metrics], since: str = "", until: str = "", settings: str = "") -> None:
    """Make the champion's drift baseline anew: what it learned from, and how much windows of that time usually differ.

    It reads the store and the registry and replaces what is in the home: switch caching off.

    Args:
        metrics: Version, bets in the sample, and how many usual differences are known.
        since: Take bets of the store placed since then ("90d", or a date) instead of what the model learned from.
        until: The end of that time; empty: the newest bet.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pikkit.drift.store_check import make_baseline, model_at_hand, stored_bets
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded

    here = Home.of(settings)
    with recorded("refresh_baseline", here.settings):
        made = make_baseline(here.settings, model_at_hand(here.settings), stored_bets(here.settings), since, until)
    metrics.metadata.update({"version": made.model_version, "bets": len(made.sample), "limits": len(made.limits)})
