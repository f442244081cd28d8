"""The record of the run that made a version."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.registry import RUN_REPORT, fetch_evidence
from pikkit.registry.version_evidence import EVALUATION
from pikkit.report.gathered_report import RunFiles, gather_report
from pikkit.report.report_record import RunReport
from pikkit.report.run_files import RECORD

if TYPE_CHECKING:
    from pikkit.registry import ResolvedModel


def recorded_report(resolved_model: "ResolvedModel", tracking_uri: str) -> RunReport:
    """The run's own record; of a run from before there were such, what its bundle and evaluation tell.

    Raises:
        NotReadyError: The run kept neither.
    """
    with tempfile.TemporaryDirectory() as scratch:
        record = fetch_evidence(resolved_model, f"{RUN_REPORT}/{RECORD}", tracking_uri, Path(scratch))
        if record:
            return RunReport.read(record)
        evaluation = fetch_evidence(resolved_model, EVALUATION, tracking_uri, Path(scratch))
        if evaluation:
            return gather_report(resolved_model.name, RunFiles(resolved_model.folder, evaluation))
    raise NotReadyError(
        f"The run that made {resolved_model.name}/{resolved_model.version} kept nothing to make a report from."
    )
