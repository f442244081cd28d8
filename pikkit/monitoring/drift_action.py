"""What to do about a drift report: nothing, tell people, or train anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pikkit.drift.result import DriftReport
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.settings.monitoring import MonitoringRules


class DriftAction(StrEnum):
    """What is done."""

    NOTHING = "nothing"
    TELL = "tell"
    RETRAIN = "retrain"


@dataclass(frozen=True, slots=True)
class DriftDecision:
    """What to do, and why: a sentence."""

    action: DriftAction
    reason: str


def decide_action(
    report: DriftReport, trained_at: datetime | None, now: datetime, rules: MonitoringRules
) -> DriftDecision:
    """Decide.

    Args:
        report: What the check found.
        trained_at: When a model was last trained, promoted or not; None if that is not known.
        now: The moment.
        rules: When to act.
    """
    if not report.drifted or report.severity.rank < min(rules.tell_on.rank, rules.retrain_on.rank):
        return DriftDecision(DriftAction.NOTHING, f"The drift is {report.severity}: nothing is done.")
    if report.severity.rank < rules.retrain_on.rank:
        return DriftDecision(
            DriftAction.TELL, f"A retraining starts when drift is {rules.retrain_on}; this is {report.severity}."
        )
    decay = DriftSeverity.worst(result.severity for result in report.performance)
    if report.rows < rules.least_bets and decay.rank < rules.retrain_on.rank:
        sentence = f"Only {report.rows} bets were compared; a retraining starts from {rules.least_bets} on."
        return DriftDecision(DriftAction.TELL, sentence)
    cool_down = timedelta(days=rules.cool_down_days)
    if trained_at is not None and now - trained_at < cool_down:
        days = (now - trained_at) / timedelta(days=1)
        sentence = (
            f"A model was trained {days:.1f} days ago; there is no retraining within {rules.cool_down_days:g} days."
        )
        return DriftDecision(DriftAction.TELL, sentence)
    return DriftDecision(DriftAction.RETRAIN, "A model is trained on the newest bets now.")
