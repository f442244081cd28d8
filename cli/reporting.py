"""The page of a version's run, from what the run recorded."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.errors import InputError, NotReadyError
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.training.registry import ResolvedModel
    from pikkit.training.report import RunReport


@dataclass(frozen=True)
class WrittenPage:
    """A page: where it is, whose, the verdict in a sentence, and the decision."""

    page: Path
    model_version: str
    alias: str
    verdict: str
    decision: str

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "report": str(self.page),
            "model_version": self.model_version,
            "alias": self.alias or None,
            "decision": self.decision,
            "verdict": self.verdict,
        }

    def text(self) -> str:
        """For a person."""
        alias = f" ({self.alias})" if self.alias else ""
        return f"{self.model_version}{alias}. {self.verdict}\nThe report is {self.page}."


def write_page(settings: Settings, model: str | None, out: Path | None) -> WrittenPage:
    """Render the record of the run that made a model.

    Args:
        settings: Whose model and home.
        model: A model's URI; None: the champion.
        out: The file; None: one in the home's ``reports``.

    Raises:
        InputError: The URI cannot be read, or the file cannot be written.
        NotReadyError: There is no such model, or its run kept no record.
    """
    from pikkit.training.registry import resolve
    from pikkit.training.report import headline, render_page

    tracking_uri = settings.resolved_tracking_uri
    found = resolve(model or f"models:/{settings.model_name}@champion", tracking_uri)
    version = f"{found.name}/{found.version}"
    told = replace(_record(found, tracking_uri), version=version, alias=found.alias or "")
    page = (out or settings.resolved_home / "reports" / f"{found.name}-{found.version}.html").expanduser().resolve()
    _write(page, render_page(told))
    return WrittenPage(page, version, told.alias, headline(told), told.verdict.decision.value)


def _record(found: "ResolvedModel", tracking_uri: str) -> "RunReport":
    """The run's own record; of a run from before there were such, what its bundle and evaluation tell."""
    from pikkit.training.registry import RUN_REPORT, fetch_evidence
    from pikkit.training.registry.evidence import EVALUATION
    from pikkit.training.report import RECORD, RunFiles, RunReport, gather

    with tempfile.TemporaryDirectory() as scratch:
        record = fetch_evidence(found, f"{RUN_REPORT}/{RECORD}", tracking_uri, Path(scratch))
        if record:
            return RunReport.read(record)
        evaluation = fetch_evidence(found, EVALUATION, tracking_uri, Path(scratch))
        if evaluation:
            return gather(found.name, RunFiles(found.folder, evaluation))
    raise NotReadyError(f"The run that made {found.name}/{found.version} kept nothing to make a report from.")


def _write(page: Path, text: str) -> None:
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report cannot be written to {page}: {error.strerror}.") from error
