"""The store's newest bets to a drift report."""

from kfp import dsl
from kfp.dsl import Artifact, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def check_drift(
    drift: Output[Artifact],
    metrics: Output[Metrics],
    since: str = "",
    store_url: str = "",
    model_name: str = "",
    tracking_uri: str = "",
    home: str = "",
) -> None:
    """Compare the newest bets of the store with what the champion learned from, and keep the report.

    It reads the store and the registry as they are now: switch caching off.

    Args:
        drift: The report as JSON.
        metrics: Severity, bets compared, and how many results are drift.
        since: Bets placed since then: "30d", or a date; empty: the settings' window.
        store_url: SQLAlchemy URL of the bet store; empty: the settings'.
        model_name: Name of the registered model; empty: the settings'.
        tracking_uri: MLflow's; empty: the settings'.
        home: Pikkit's home folder; empty: the settings'.
    """
    from pathlib import Path

    from pikkit.drift.checking import Asked, check
    from pikkit.drift.reports import save_report
    from pikkit.lineage.recording import recorded
    from pikkit.settings import settings_with

    given = {"store_url": store_url, "home": home, "mlflow_tracking_uri": tracking_uri, "model_name": model_name}
    settings = settings_with(**given)
    with recorded("check_drift", outputs={"drift": drift}):
        report = check(settings, Asked(since=since))
        save_report(settings, report)
        Path(drift.path).write_text(report.to_json(), encoding="utf-8")
    found = sum(result.drifted for result in report.results) + sum(result.drifted for result in report.performance)
    metrics.metadata.update({"severity": report.severity, "bets": report.rows, "drifted": found})
