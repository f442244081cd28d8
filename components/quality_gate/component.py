"""The stop when the quality report says so."""

from kfp import dsl
from kfp.dsl import Artifact, Input

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def quality_gate(report: Input[Artifact], settings: str = "") -> None:
    """Stop the run if the data quality report blocks it, with the report's sentences.

    A step of its own because a step that fails may lose its artifacts, and the report is needed then most.

    Args:
        report: Folder with report.json, as validate writes it.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.quality import QualityReport

    here = Home.of(settings)
    with recorded("quality_gate", here.settings, {"report": report}):
        QualityReport.read_json(Path(report.path) / "report.json").require_passed()
