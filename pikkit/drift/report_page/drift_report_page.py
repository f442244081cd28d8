"""The page: verdict, what moved and how much, distributions over each other, decay, and the reports before."""

from collections.abc import Sequence
from html import escape

from pikkit.drift.drift_sentences import drift_headline
from pikkit.drift.report_page.distributions import shapes_section
from pikkit.drift.report_page.moved_features import all_results_section, moved_section
from pikkit.drift.report_page.time import performance_section, time_section
from pikkit.drift.result import DriftReport
from pikkit.pages import page
from pikkit.settings.drift_severity import DriftSeverity

_TONES = {DriftSeverity.NONE: "passed", DriftSeverity.WARNING: "warned", DriftSeverity.SEVERE: "blocked"}


def render_drift_page(report: DriftReport, before: Sequence[DriftReport] = ()) -> str:
    """An HTML page without links to elsewhere or scripts.

    Args:
        report: The report.
        before: Earlier reports of the same model, in any order; the report itself may be among them.
    """
    name = f"{report.model_name}/{report.model_version}"
    lead = (
        f"<strong>{escape(name)}</strong>: {report.rows:,} single bets placed from {report.window_start:%d %B %Y} to "
        f"{report.window_end:%d %B %Y}, compared with what it learned from. "
        f"Checked {report.made_at:%d %B %Y %H:%M} UTC."
    )
    body = drift_sections(report, before)
    return page(f"Drift report: {name}", drift_headline(report), _TONES[report.severity], lead, body)


def drift_sections(report: DriftReport, before: Sequence[DriftReport] = ()) -> str:
    """What stands below the verdict, as HTML, for this page and for others that show a report."""
    return "".join(
        [
            moved_section(report),
            performance_section(report),
            shapes_section(report),
            time_section(report, before),
            all_results_section(report),
        ]
    )
