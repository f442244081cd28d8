"""What is done about drift."""

from datetime import UTC, datetime, timedelta

import pytest

from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult
from pikkit.monitoring.drift_action import DriftAction, decide_action
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.settings.monitoring import MonitoringRules

NOW = datetime(2026, 11, 1, 2, tzinfo=UTC)
LONG_AGO, YESTERDAY = NOW - timedelta(days=30), NOW - timedelta(days=1)


def report(severity: DriftSeverity, rows: int = 900, decay: DriftSeverity = DriftSeverity.NONE) -> DriftReport:
    result = DriftResult("odds", "psi", 0.3, None, 0.3, "PSI", 0.2, 5000, rows, severity)
    decayed = PerformanceResult("calibration", 0.1, 0.0, 0.1, "gap", 0.02, 5.0, 0.01, 400, decay)
    return DriftReport("pikkit", "7", LONG_AGO, NOW, rows, (result,), (decayed,), NOW)


@pytest.mark.parametrize(
    ("severity", "trained_at", "action"),
    [
        (DriftSeverity.NONE, LONG_AGO, DriftAction.NOTHING),
        (DriftSeverity.WARNING, LONG_AGO, DriftAction.TELL),
        (DriftSeverity.SEVERE, LONG_AGO, DriftAction.RETRAIN),
        (DriftSeverity.SEVERE, None, DriftAction.RETRAIN),
        (DriftSeverity.SEVERE, YESTERDAY, DriftAction.TELL),
        (DriftSeverity.SEVERE, NOW - timedelta(days=3), DriftAction.RETRAIN),
        (DriftSeverity.NONE, None, DriftAction.NOTHING),
    ],
)
def test_only_severe_drift_outside_the_cool_down_retrains(
    severity: DriftSeverity, trained_at: datetime | None, action: DriftAction
) -> None:
    assert decide_action(report(severity), trained_at, NOW, MonitoringRules()).action is action


def test_the_cool_down_is_told_in_days() -> None:
    decided = decide_action(report(DriftSeverity.SEVERE), YESTERDAY, NOW, MonitoringRules())
    assert decided.reason == "A model was trained 1.0 days ago; there is no retraining within 3 days."


def test_without_a_cool_down_a_model_trained_now_is_trained_again() -> None:
    assert (
        decide_action(report(DriftSeverity.SEVERE), NOW, NOW, MonitoringRules(cool_down_days=0)).action
        is DriftAction.RETRAIN
    )


def test_warnings_retrain_where_the_rules_say_so() -> None:
    rules = MonitoringRules(retrain_on=DriftSeverity.WARNING)
    assert decide_action(report(DriftSeverity.WARNING), None, NOW, rules).action is DriftAction.RETRAIN


def test_warnings_are_not_told_where_the_rules_say_so() -> None:
    rules = MonitoringRules(tell_on=DriftSeverity.SEVERE)
    assert decide_action(report(DriftSeverity.WARNING), None, NOW, rules).action is DriftAction.NOTHING


def test_no_drift_never_retrains_whatever_the_rules_say() -> None:
    rules = MonitoringRules(retrain_on=DriftSeverity.NONE, tell_on=DriftSeverity.NONE)
    assert decide_action(report(DriftSeverity.NONE), None, NOW, rules).action is DriftAction.NOTHING


def test_a_handful_of_bets_is_told_and_does_not_retrain() -> None:
    decided = decide_action(report(DriftSeverity.SEVERE, rows=34), None, NOW, MonitoringRules())
    assert decided.action is DriftAction.TELL
    assert "Only 34 bets were compared" in decided.reason


def test_scores_that_decay_retrain_however_few_bets_are_new() -> None:
    decided = decide_action(
        report(DriftSeverity.NONE, rows=34, decay=DriftSeverity.SEVERE), None, NOW, MonitoringRules()
    )
    assert decided.action is DriftAction.RETRAIN
