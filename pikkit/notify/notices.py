"""What people are told of a model in production: a message each for drift, a retrained model and a rollout."""

from collections.abc import Sequence

from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult
from pikkit.notify.channels import Message
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.state import LedgerEvent
from pikkit.settings.drift_severity import DriftSeverity

SHOWN = 5
"""The most lines of findings a message holds; the report has them all."""

Finding = DriftResult | PerformanceResult

_KIND_OF_SEVERITY = {DriftSeverity.NONE: "success", DriftSeverity.WARNING: "warning", DriftSeverity.SEVERE: "failure"}
_RETRAINED = {
    "PROMOTE": ("is promoted: it serves now", "success"),
    "HOLD": ("is held: the champion goes on serving", "warning"),
    "REJECT": ("is rejected: the champion goes on serving", "failure"),
}
_ROLLOUT: dict[str, str] = {
    **dict.fromkeys((LedgerEvent.START, LedgerEvent.STEP, LedgerEvent.PROMOTE, LedgerEvent.CONCLUDE), "success"),
    LedgerEvent.ROLLBACK: "failure",
}


def drift_message(report: DriftReport, what_next: str = "") -> Message:
    """What a check for drift found, worst first, and what is done about it."""
    model = f"{report.model_name} version {report.model_version}"
    every: tuple[Finding, ...] = (*report.performance, *report.results)
    drifted = sorted((result for result in every if result.drifted), key=_rank)
    lines = _first([_finding(result) for result in drifted])
    window = f"{report.rows:,} bets from {report.window_start:%Y-%m-%d %H:%M} to {report.window_end:%Y-%m-%d %H:%M} UTC"
    title = f"Pikkit: {report.severity} drift in {model}" if report.drifted else f"Pikkit: no drift in {model}"
    body = "\n".join(line for line in (lines, f"Compared: {window}.", what_next) if line)
    return Message(title, body, _KIND_OF_SEVERITY[report.severity])


def retrained_message(model_name: str, version: str, decision: str, reasons: Sequence[str]) -> Message:
    """What became of a retrained model.

    Args:
        model_name: The registered model.
        version: The version it became.
        decision: The gate's: PROMOTE, HOLD or REJECT.
        reasons: Its reasons, as sentences.
    """
    became, kind = _RETRAINED.get(decision, (f"was decided upon: {decision}", "warning"))
    return Message(f"Pikkit: retrained {model_name} version {version} {became}", "\n".join(reasons), kind)


def feed_message(sentences: Sequence[str]) -> Message:
    """What is wrong with the stored quotes of events to come."""
    return Message("Pikkit: what other books offer cannot be relied on", _first(sentences), "warning")


def rollout_message(decided: Deployment) -> Message:
    """What was decided of a rollout, and who serves now."""
    weights = ", ".join(f"version {version} {weight} %" for version, weight in sorted(decided.weights.items()))
    way = f"from version {decided.from_version or '–'} to {decided.to_version or '–'}"
    title = f"Pikkit: rollout of {decided.model_name} {way}: {decided.decision}"
    served = f"Served now: {weights}." if weights else ""
    body = "\n".join(line for line in (*decided.reasons, served) if line)
    return Message(title, body, _ROLLOUT.get(decided.decision, "warning"))


def _first(lines: Sequence[str]) -> str:
    more = [f"… and {len(lines) - SHOWN} more."] if len(lines) > SHOWN else []
    return "\n".join((*lines[:SHOWN], *more))


def _rank(result: Finding) -> tuple[int, float]:
    return -result.severity.rank, -result.effect / max(result.threshold, 1e-12)


def _finding(result: Finding) -> str:
    what = result.metric if isinstance(result, PerformanceResult) else f"{result.feature} ({result.detector})"
    limit = f"{result.effect_name} {result.effect:.3g}, limit {result.threshold:.3g}"
    return f"{result.severity.capitalize()}: {what}: {limit}."
