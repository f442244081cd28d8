"""Reports: as JSON, in the store, on a page, in words."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.drift.drift_sentences import drift_advice, drift_headline
from pikkit.drift.report_page import render_drift_page
from pikkit.drift.reports import latest_report, recent_reports, save_report
from pikkit.drift.result import DriftReport
from pikkit.drift.since import read_since
from pikkit.monitoring.drift_action import DriftAction, decide_action
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.settings.monitoring import MonitoringRules
from tests.drift.reports import NOW, drift_report
from tests.training.reports import Page


def test_a_report_survives_json() -> None:
    report = drift_report()
    assert DriftReport.from_json(report.to_json()) == report


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model_name": 3}', drift_report().to_json()[:-40]])
def test_what_is_no_report_is_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match="This is no drift report: "):
        DriftReport.from_json(text)


def test_a_report_is_as_bad_as_its_worst_result() -> None:
    assert drift_report(0.3).severity is DriftSeverity.SEVERE
    assert not drift_report(0.1).drifted
    sound = drift_report(0.1)
    decayed = replace(sound, performance=(replace(sound.performance[0], severity=DriftSeverity.WARNING),))
    assert decayed.severity is DriftSeverity.WARNING


def test_the_store_keeps_reports_newest_first_and_once(home: Path) -> None:
    settings = Settings(home=home)
    older, newer = drift_report(0.1), drift_report(0.3, NOW + timedelta(days=1))
    assert latest_report(settings, "pikkit") is None
    for report in (newer, older, newer):
        save_report(settings, report)
    assert recent_reports(settings, "pikkit") == [newer, older]
    assert latest_report(settings, "pikkit") == newer
    assert latest_report(settings, "another") is None


def test_the_page_tells_what_moved_and_loads_nothing() -> None:
    before = [drift_report(0.1, NOW - timedelta(days=k)) for k in (1, 2)]
    page = Page(render_drift_page(drift_report(), before))
    assert (page.loads, page.open) == ([], [])
    assert "Severe drift" in page.text
    assert "price_<logit>" in page.text
    assert "Check by check" in page.text
    assert "Check by check" not in Page(render_drift_page(drift_report())).text


def test_a_headline_names_what_moved_or_decayed() -> None:
    assert drift_headline(drift_report(0.1)) == "No drift."
    assert drift_headline(drift_report(0.3)).endswith("1 of 2 features moved (price_<logit>).")


def test_the_advice_is_what_monitoring_does() -> None:
    rules, severe = MonitoringRules(), drift_report(0.3)
    assert drift_advice(drift_report(0.1), rules) == ""
    assert "pikkit train" in drift_advice(severe, rules)
    assert decide_action(severe, None, NOW, rules).action is DriftAction.RETRAIN
    few = replace(severe, rows=34)
    assert drift_advice(few, rules) == "On 34 bets it says little: monitoring trains anew from 200 on."
    assert decide_action(few, None, NOW, rules).action is DriftAction.TELL
    mild = MonitoringRules(retrain_on=DriftSeverity.SEVERE)
    warned = replace(severe, results=tuple(replace(one, severity=DriftSeverity.WARNING) for one in severe.results))
    assert drift_advice(warned, mild) == "Worth a look; monitoring trains anew when drift is severe."
    assert decide_action(warned, None, NOW, mild).action is DriftAction.TELL


def test_since_is_days_before_the_newest_bet_or_a_date() -> None:
    assert read_since("30d", NOW) == NOW - timedelta(days=30)
    assert read_since("2026-01-31", NOW).isoformat() == "2026-01-31T00:00:00+00:00"
    assert read_since("2026-01-31T10:00+02:00", NOW).isoformat() == "2026-01-31T08:00:00+00:00"
    for text in ("", "yesterday", "-3d", "2026-13-01"):
        with pytest.raises(InputError, match="accepted: a number of days such as 30d"):
            read_since(text, NOW)
