"""The store's newest bets to a drift report."""

from kfp import dsl
from kfp.dsl import Artifact, Markdown, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def check_drift(
    drift: Output[Artifact], metrics: Output[Metrics], summary: Output[Markdown], since: str = "", settings: str = ""
) -> None:
    """Compare the newest bets of the store with what the champion learned from, and keep the report.

    It reads the store and the registry as they are now: switch caching off.

    Args:
        drift: The report as JSON.
        metrics: Severity, bets compared, and how many results are drift.
        summary: What was found, worst first.
        since: Bets placed since then: "30d", or a date; empty: the settings' window.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.notify.notices import drift_message

    here = Home.of(settings)
    with recorded("check_drift", here.settings, outputs={"drift": drift}):
        report = here.drift(since=since, tell=teller("check_drift"))
        Path(drift.path).write_text(report.to_json(), encoding="utf-8")
    message = drift_message(report)
    Path(summary.path).write_text(f"# {message.title}\n\n{message.body}\n", encoding="utf-8")
    drifted = sum(result.drifted for result in report.results) + sum(result.drifted for result in report.performance)
    metrics.metadata.update({"severity": report.severity, "bets": report.rows, "drifted": drifted})
