"""What people are told of drift, retrained models and rollouts."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult
from pikkit.notify.channels import Message, send
from pikkit.notify.notices import SHOWN, drift_message, retrained_message, rollout_message
from pikkit.rollout.ledger import Deployment
from pikkit.settings.drift_severity import DriftSeverity
from tests.lineage.collector import collecting
from tests.test_notifying import channel

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def found(feature: str, severity: DriftSeverity, effect: float = 0.3) -> DriftResult:
    return DriftResult(feature, "psi", 9.0, None, effect, "PSI", 0.2, 5000, 900, severity)


def report(*results: DriftResult, performance: tuple[PerformanceResult, ...] = ()) -> DriftReport:
    return DriftReport("pikkit", "7", NOON - timedelta(days=2), NOON, 900, results, performance, NOON)


def test_the_worst_is_told_first_with_its_figure_and_limit() -> None:
    mild, bad = found("hour", DriftSeverity.WARNING), found("odds", DriftSeverity.SEVERE)
    decayed = PerformanceResult("calibration", 0.1, 0.0, 0.1, "gap", 0.02, 5.0, 0.01, 400, DriftSeverity.SEVERE)
    message = drift_message(report(mild, bad, performance=(decayed,)), "It is retrained.")
    assert message.title == "Pikkit: severe drift in pikkit version 7"
    assert message.kind == "failure"
    assert message.body.splitlines() == [
        "Severe: calibration: gap 0.1, limit 0.02.",
        "Severe: odds (psi): PSI 0.3, limit 0.2.",
        "Warning: hour (psi): PSI 0.3, limit 0.2.",
        "Compared: 900 bets from 2026-10-30 12:00 to 2026-11-01 12:00 UTC.",
        "It is retrained.",
    ]


def test_many_findings_are_counted_not_listed() -> None:
    message = drift_message(report(*(found(f"f{n}", DriftSeverity.WARNING) for n in range(SHOWN + 4))))
    assert "… and 4 more." in message.body
    assert message.body.count("Warning:") == SHOWN


def test_no_drift_is_good_news() -> None:
    message = drift_message(report(found("odds", DriftSeverity.NONE)))
    assert (message.title, message.kind) == ("Pikkit: no drift in pikkit version 7", "success")


@pytest.mark.parametrize(
    ("decision", "words", "kind"),
    [("PROMOTE", "promoted", "success"), ("HOLD", "held", "warning"), ("REJECT", "rejected", "failure")],
)
def test_what_became_of_a_retrained_model_is_in_the_title(decision: str, words: str, kind: str) -> None:
    message = retrained_message("pikkit", "8", decision, ["It is better.", "By a lot."])
    assert words in message.title
    assert (message.body, message.kind) == ("It is better.\nBy a lot.", kind)


def test_a_rollout_says_who_serves_now() -> None:
    why = ("Its p95 is twice the champion's.",)
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    weights = {"8": 0, "7": 100}
    decided = Deployment("1", moment, "judge", "pikkit", "7", "8", "canary", weights, "rollback", why)
    message = rollout_message(decided)
    assert message.title == "Pikkit: rollout of pikkit from version 7 to 8: rollback"
    assert message.body.splitlines()[-1] == "Served now: version 7 100 %, version 8 0 %."
    assert message.kind == "failure"


def test_a_channel_slower_than_anybody_waits_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with collecting(slow=True) as slow, collecting() as good:
        assert not send(Message("t", "b", "success"), f"{channel(slow.url)}?rto=0.2 {channel(good.url)}")
    assert len(good.bodies) == 1
    assert "could not be told of 't'" in caplog.text


def test_no_log_at_any_level_has_a_channels_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with collecting(500) as bad:
        url = channel(bad.url).replace("//", "//ann:s3cret@").replace("/hook", "/t0ken")
        assert not send(Message("t", "b", "success"), url)
    assert bad.paths == ["/t0ken"]
    assert "s3cret" not in caplog.text
    assert "could not be told" in caplog.text
