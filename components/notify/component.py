"""Word of a quality report."""

from kfp import dsl
from kfp.dsl import Artifact, Input

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def notify(report: Input[Artifact]) -> None:
    """Tell people what the quality report says, whether it passes or not.

    Through the channels of PIKKIT_NOTIFY_URLS, or in the log; one that fails does not fail the step. It reaches out of
    the run: switch caching off.

    Args:
        report: Folder with report.json, as validate writes it.
    """
    from pathlib import Path

    from pikkit.lineage.recording import recorded
    from pikkit.notify.channels import send, verdict_message
    from pikkit.quality import QualityReport

    with recorded("notify", {"report": report}):
        send(verdict_message(QualityReport.read_json(Path(report.path) / "report.json"), report.uri))
