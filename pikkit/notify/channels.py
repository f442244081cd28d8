"""Telling people: through any channel Apprise knows (mail, chat, a web hook), or in the log."""

import logging
from dataclasses import dataclass

from pikkit.base.quiet_logs import quiet_logs
from pikkit.quality.quality_report import CheckResult, QualityReport

log = logging.getLogger("pikkit.notify.channels")


@dataclass(frozen=True, slots=True)
class Message:
    """What to tell; ``kind`` is one of Apprise's: success, warning, failure."""

    title: str
    body: str
    kind: str


def verdict_message(report: QualityReport, where: str) -> Message:
    """What the quality gate says of bets; ``where`` is the address of the whole report."""
    lines = [_line("Stops them", result) for result in report.blocking]
    lines += [_line("Warning", result) for result in report.warnings]
    body = "\n".join([*lines, f"{len(report.results)} checks were made. The report: {where}"])
    bets = f"{report.bets:,} bets"
    if not report.passed:
        return Message(f"Pikkit: the quality gate stops {bets}", body, "failure")
    kind = "warning" if report.warnings else "success"
    return Message(f"Pikkit: {bets} pass the quality gate", body, kind)


def send(message: Message, urls: str) -> bool:
    """Tell every channel; a line in the log if there is none. What cannot be reached is a warning, never an error.

    Args:
        message: What to tell.
        urls: Apprise URLs, separated by spaces or commas (``PIKKIT_NOTIFY_URLS``); empty: none.

    Returns:
        Whether every channel took it; True without channels.
    """
    if not urls.strip():
        log.info("%s. %s", message.title, message.body)
        return True
    try:
        with quiet_logs("apprise", "urllib3", "requests"):
            return _send(message, urls)
    except Exception as error:  # a run is worth more than word of it, whatever a channel does
        log.warning("Nobody could be told of %r (%s).", message.title, type(error).__name__)
        return False


def _send(message: Message, urls: str) -> bool:
    from apprise import Apprise

    channels = Apprise()
    understood = channels.add(urls)
    if not understood:
        log.warning("Some of PIKKIT_NOTIFY_URLS are no Apprise URLs; %d are.", len(channels))
    reached = [channel.notify(body=message.body, title=message.title, notify_type=message.kind) for channel in channels]
    for channel, taken in zip(channels, reached, strict=True):
        if not taken:
            log.warning("%s could not be told of %r.", channel.url(privacy=True), message.title)
    return understood and all(reached)


def _line(word: str, result: CheckResult) -> str:
    return f"{word}: {result.name}. {result.demand} {result.observed}"
