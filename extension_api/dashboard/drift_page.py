"""Whether what the model sees now is still what it learned from."""

from flask import render_template

from pikkit.drift.drift_sentences import drift_advice, drift_headline
from pikkit.drift.report_page import drift_sections
from pikkit.drift.reports import recent_reports
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.work_page import may_work
from pikkit.extension_api.extensions import settings

_SHOWN = 12
TONES = {"none": "passed", "warning": "warned", "severe": "blocked"}


@blueprint.get("/drift")
def drift() -> str:
    """Show the last check for drift, and how the ones before ended."""
    reports = recent_reports(settings(), settings().model_name, limit=_SHOWN)
    texts = (drift_headline(reports[0]), drift_advice(reports[0], settings().monitoring)) if reports else ("", "")
    return render_template(
        "dashboard/drift.html",
        title="Drift",
        reports=reports,
        headline=texts[0],
        advice=texts[1],
        sections=drift_sections(reports[0], reports) if reports else "",
        tones=TONES,
        may_work=may_work(),
    )
