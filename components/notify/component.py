"""Word of a quality report."""

from kfp import dsl
from kfp.dsl import Artifact, Input

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify(report: Input[Artifact], settings: str = "") -> None:
    """Tell people what the quality report says, whether it passes or not.

    Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the step. It reaches out of
    the run: switch caching off.

    Args:
        report: Folder with report.json, as validate writes it.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.notify.channels import send, verdict_message
    from pikkit.quality import QualityReport

    here = Home.of(settings)
    with recorded("notify", here.settings, {"report": report}):
        send(
            verdict_message(QualityReport.read_json(Path(report.path) / "report.json"), report.uri),
            here.settings.notify_urls,
        )
