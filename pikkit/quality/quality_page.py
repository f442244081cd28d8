"""The report as one self-contained page for a person."""

from html import escape

from pikkit.pages import page
from pikkit.quality.page_parts import anomalies_section, charts_section, failed_section, passed_section
from pikkit.quality.quality_report import QualityReport


def render_quality_page(report: QualityReport) -> str:
    """An HTML page without links or scripts: the verdict, what failed with sample bets, charts, the rest."""
    sections = (
        failed_section("What stops training", report.blocking, "blocked"),
        failed_section("What deserves a look", report.warnings, "warned"),
        charts_section(report.figures),
        anomalies_section(report.anomalies),
        passed_section(report),
    )
    lead = f"{report.bets:,} bets in <strong>{escape(report.source)}</strong>{_when(report)}. {_tally(report)}"
    tone = "passed" if report.passed else "blocked"
    return page(f"Quality of {report.source}", _verdict(report), tone, lead, "".join(sections))


def _verdict(report: QualityReport) -> str:
    if not report.passed:
        return "The bets are not fit to train on"
    return "The bets may be trained on" + (", with warnings" if report.warnings else "")


def _when(report: QualityReport) -> str:
    return f", checked on {escape(report.checked_at[:16].replace('T', ' at '))} UTC" if report.checked_at else ""


def _tally(report: QualityReport) -> str:
    passed = sum(result.passed for result in report.results)
    counts = ((len(report.blocking), "blocked"), (len(report.warnings), "warned"), (passed, "passed"))
    return f"{len(report.results)} checks: " + ", ".join(f"{n} {word}" for n, word in counts if n) + "."
