"""A model's sample and the store's bets to the baseline that checks compare with."""

from kfp import dsl
from kfp.dsl import Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def refresh_baseline(
    metrics: Output[Metrics],
    since: str = "",
    until: str = "",
    store_url: str = "",
    model_name: str = "",
    tracking_uri: str = "",
    home: str = "",
) -> None:
    """Make the champion's drift baseline anew: what it learned from, and how much windows of that time usually differ.

    It reads the store and the registry and replaces what is in the home: switch caching off.

    Args:
        metrics: Version, bets in the sample, and how many usual differences are known.
        since: Take bets of the store placed since then ("90d", or a date) instead of what the model learned from.
        until: The end of that time; empty: the newest bet.
        store_url: SQLAlchemy URL of the bet store; empty: the settings'.
        model_name: Name of the registered model; empty: the settings'.
        tracking_uri: MLflow's; empty: the settings'.
        home: Pikkit's home folder; empty: the settings'.
    """
    from pikkit.drift.checking import make_baseline, model_at_hand, stored_bets
    from pikkit.lineage.recording import recorded
    from pikkit.settings import settings_with

    given = {"store_url": store_url, "home": home, "mlflow_tracking_uri": tracking_uri, "model_name": model_name}
    settings = settings_with(**given)
    with recorded("refresh_baseline"):
        made = make_baseline(settings, model_at_hand(settings), stored_bets(settings), since, until)
    metrics.metadata.update({"version": made.model_version, "bets": len(made.sample), "limits": len(made.limits)})
