"""Telling people, through Apprise's JSON channel to a real server."""

import logging

import pytest

from pikkit.notify.channels import Message, send, verdict_message
from pikkit.quality.quality_report import CheckResult, QualityReport
from pikkit.settings.check_severity import CheckSeverity
from tests.lineage.collector import closed_port, collecting

MESSAGE = Message("A title", "Line one.\nLine two.", "warning")


def channel(url: str) -> str:
    """The Apprise URL of a web hook."""
    return f"{url.replace('http', 'json')}/hook"


def check(name: str, severity: CheckSeverity, passed: bool) -> CheckResult:
    return CheckResult(name, f"{name} is asked for.", severity, passed, "There are 3.", 10, 0 if passed else 3)


def report(*results: CheckResult) -> QualityReport:
    return QualityReport(not any(result.blocks for result in results), results, 1234, "bets")


def test_every_channel_is_told() -> None:
    with collecting() as one, collecting() as two:
        assert send(MESSAGE, f"{channel(one.url)}, {channel(two.url)}")
    for got in (one, two):
        assert got.paths == ["/hook"]
        (said,) = got.bodies
        assert (said["title"], said["message"], said["type"]) == (MESSAGE.title, MESSAGE.body, "warning")


def test_a_channel_that_fails_is_a_warning_and_the_others_are_told(caplog: pytest.LogCaptureFixture) -> None:
    gone = channel(closed_port()).replace("//", "//ann:s3cret@")
    with collecting() as good, collecting(500) as bad:
        assert not send(MESSAGE, f"{gone} bogus://nowhere {channel(bad.url)} {channel(good.url)}")
    assert len(good.bodies) == 1
    ours = [record.getMessage() for record in caplog.records if record.name == "pikkit.notify.channels"]
    assert len(ours) == 3
    assert "no Apprise URLs" in ours[0]
    assert "s3cret" not in "".join(ours)


def test_without_channels_the_log_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "pikkit.notify.channels")
    assert send(MESSAGE, "")
    assert "A title. Line one." in caplog.text


@pytest.mark.parametrize(
    ("results", "title", "kind"),
    [
        ([check("a", CheckSeverity.BLOCK, True)], "Pikkit: 1,234 bets pass the quality gate", "success"),
        ([check("a", CheckSeverity.WARN, False)], "Pikkit: 1,234 bets pass the quality gate", "warning"),
        ([check("a", CheckSeverity.BLOCK, False)], "Pikkit: the quality gate stops 1,234 bets", "failure"),
    ],
)
def test_the_verdict_is_in_the_title(results: list[CheckResult], title: str, kind: str) -> None:
    message = verdict_message(report(*results), "/reports/1")
    assert (message.title, message.kind) == (title, kind)
    assert "/reports/1" in message.body


def test_what_stops_the_bets_is_told_before_what_is_only_strange() -> None:
    message = verdict_message(
        report(check("odd", CheckSeverity.WARN, False), check("few", CheckSeverity.BLOCK, False)), "/r"
    )
    assert message.body.splitlines()[:2] == [
        "Stops them: few. Must hold: few is asked for. There are 3.",
        "Warning: odd. Should hold: odd is asked for. There are 3.",
    ]
