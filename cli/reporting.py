"""The page of a version's run, from what the run recorded."""

from dataclasses import dataclass, replace
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.settings import Settings


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


def write_run_page(settings: Settings, model: str | None, out: Path | None) -> WrittenPage:
    """Render the record of the run that made a model.

    Args:
        settings: Whose model and home.
        model: A model's URI; None: the champion.
        out: The file; None: one in the home's ``reports``.

    Raises:
        InputError: The URI cannot be read, or the file cannot be written.
        NotReadyError: There is no such model, or its run kept no record.
    """
    from pikkit.registry import resolve
    from pikkit.report import render_run_page, run_headline
    from pikkit.report.recorded import recorded_report

    tracking_uri = settings.resolved_tracking_uri
    resolved_model = resolve(model or f"models:/{settings.model_name}@champion", tracking_uri, settings.model_cache)
    version = f"{resolved_model.name}/{resolved_model.version}"
    run_report = replace(
        recorded_report(resolved_model, tracking_uri), version=version, alias=resolved_model.alias or ""
    )
    page = (
        (out or settings.resolved_home / "reports" / f"{resolved_model.name}-{resolved_model.version}.html")
        .expanduser()
        .resolve()
    )
    _write(page, render_run_page(run_report))
    return WrittenPage(page, version, run_report.alias, run_headline(run_report), run_report.verdict.decision.value)


def _write(page: Path, text: str) -> None:
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report cannot be written to {page}: {error.strerror}.") from error
