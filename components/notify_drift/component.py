"""Word of drift."""

from kfp import dsl
from kfp.dsl import Artifact, Input

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify_drift(drift: Input[Artifact], decision: Input[Artifact], action: str = "tell", settings: str = "") -> None:
    """Tell people what drift was found and what is done about it, and what is wrong with the stored quotes.

    Where nothing is done and nothing is wrong, nobody is told.
    Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the step. It reaches out of
    the run: switch caching off.

    Args:
        drift: The report, as check_drift writes it.
        decision: Why, as decide_retraining writes it.
        action: What decide_retraining returns; "nothing" tells nobody of drift.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.drift.result import DriftReport
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.notify.channels import send
    from pikkit.notify.notices import drift_message, feed_message
    from pikkit.quotes.stored_feed import stored_feed

    here = Home.of(settings)
    with recorded("notify_drift", here.settings, {"drift": drift, "decision": decision}):
        report = DriftReport.from_json(Path(drift.path).read_text(encoding="utf-8"))
        if action != "nothing":
            send(
                drift_message(report, Path(decision.path).read_text(encoding="utf-8").strip()),
                here.settings.notify_urls,
            )
        feed = stored_feed(here.settings)
        if feed.faults:
            send(feed_message(feed.sentences), here.settings.notify_urls)
