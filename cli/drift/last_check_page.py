"""The page of the last check."""

from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError, NotReadyError
from pikkit.drift.drift_sentences import drift_headline
from pikkit.drift.result import DriftReport
from pikkit.settings import Settings


@dataclass(frozen=True)
class DriftPage:
    """Where the page is, and what it tells of."""

    page: Path
    report: DriftReport

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "report": str(self.page),
            "model_version": f"{self.report.model_name}/{self.report.model_version}",
            "made_at": self.report.made_at.isoformat(),
            "severity": self.report.severity.value,
            "verdict": drift_headline(self.report),
        }

    def text(self) -> str:
        """For a person."""
        return f"{drift_headline(self.report)}\nThe report is {self.page}."


def write_drift_page(settings: Settings, out: Path | None) -> DriftPage:
    """Render the newest report on the model, with those before it.

    Raises:
        NotReadyError: Nothing was checked yet.
        InputError: The file cannot be written.
    """
    from pikkit.drift.report_page import render_drift_page
    from pikkit.drift.reports import recent_reports

    drift_reports = recent_reports(settings, settings.model_name)
    if not drift_reports:
        raise NotReadyError(f"There is no drift report on {settings.model_name} yet; make one by `pikkit drift check`.")
    newest = drift_reports[0]
    name = f"drift-{newest.model_name}-{newest.model_version}.html"
    page = (out or settings.resolved_home / "reports" / name).expanduser().resolve()
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render_drift_page(newest, drift_reports[1:]), encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report cannot be written to {page}: {error.strerror}.") from error
    return DriftPage(page, newest)
