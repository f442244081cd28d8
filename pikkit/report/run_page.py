"""The run as one self-contained page."""

from html import escape

from pikkit.pages import page
from pikkit.report.report_record import RunReport
from pikkit.report.sections.calibration_section import calibration_section
from pikkit.report.sections.closing import changes_section, limits_section, origin_section
from pikkit.report.sections.how_made import ensemble_section, learning_section, tuning_section
from pikkit.report.sections.money import money_section
from pikkit.report.sections.segments import months_section, segments_section
from pikkit.report.sections.summary import comparison_section, gap_section, judged_on, key_figures
from pikkit.report.sections.used_features import features_section
from pikkit.report.sentences import became, run_headline, sampled
from pikkit.training.gate import GateDecision

_TONES = {GateDecision.PROMOTE: "passed", GateDecision.HOLD: "warned", GateDecision.REJECT: "blocked"}
_SECTIONS = (
    key_figures,
    gap_section,
    comparison_section,
    calibration_section,
    money_section,
    segments_section,
    months_section,
    features_section,
    ensemble_section,
    tuning_section,
    learning_section,
    changes_section,
    limits_section,
    origin_section,
)


def render_run_page(report: RunReport) -> str:
    """An HTML page without links to elsewhere or scripts."""
    name = report.version or report.name
    alias = f" (registered as {report.alias})" if report.alias else ""
    reasons = escape(" ".join(report.verdict.reasons))
    lead = (
        f"<strong>{escape(name)}</strong>{escape(alias)}, judged on {escape(judged_on(report.evaluation))}. {reasons} "
        f"{escape(' '.join(filter(None, (became(report), sampled(report.drawn)))))}"
    )
    body = "".join(make(report) for make in _SECTIONS)
    return page(f"Model report: {name}", run_headline(report), _TONES[report.verdict.decision], lead, body)
