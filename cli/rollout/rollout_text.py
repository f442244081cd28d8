"""A rollout and its ledger, for a person and for a program."""

from collections.abc import Mapping, Sequence

from pikkit.cli.output import table_text
from pikkit.rollout.ledger import Deployment
from pikkit.rollout.state import Rollout
from pikkit.rollout.wording import traffic_text

_RECENT = 5


def rollout_text(rollout: Rollout) -> str:
    """Where it is, and what was said last."""
    reasons = "\n".join(f"  {reason}" for reason in rollout.last.reasons)
    return (
        f"Version {rollout.candidate} against {rollout.stable}: {rollout.phase} ({rollout.strategy})\n"
        f"Traffic  {traffic_text(rollout.weights)}\n"
        f"Last     {rollout.last.decision} by {rollout.last.who}, {rollout.last.decided_at:%Y-%m-%d %H:%M:%S} UTC\n"
        f"{reasons}"
    )


def rollout_document(rollout: Rollout) -> dict[str, object]:
    """What ``--json`` prints of it."""
    return {
        "stable": rollout.stable,
        "candidate": rollout.candidate,
        "strategy": str(rollout.strategy),
        "phase": rollout.phase,
        "weights": dict(rollout.weights),
        "last": deployment_document(rollout.last),
    }


DEPLOYMENT_COLUMNS = (
    "id",
    "decided_at",
    "who",
    "model",
    "from",
    "to",
    "strategy",
    "weights",
    "decision",
    "reasons",
    "evidence_hash",
)
"""What :func:`deployment_document` says of one."""


def deployment_document(one: Deployment) -> dict[str, object]:
    """What ``--json`` prints of a decision."""
    return {
        "id": one.id,
        "decided_at": one.decided_at.isoformat(),
        "who": one.who,
        "model": one.model_name,
        "from": one.from_version,
        "to": one.to_version,
        "strategy": one.strategy,
        "weights": dict(one.weights),
        "decision": one.decision,
        "reasons": list(one.reasons),
        "evidence_hash": one.evidence_hash,
    }


def history_text(history: Sequence[Deployment]) -> str:
    """Decisions, one a line, each with its first reason."""
    if not history:
        return "There has been no rollout yet."
    return table_text(("decided (UTC)", "decision", "traffic", "by", "reason"), [_line(one) for one in history])


def serving_text(weights: Mapping[str, int]) -> str:
    """What served at a moment."""
    return traffic_text(weights) if weights else "No rollout had begun by then, so the ledger does not say."


def _line(one: Deployment) -> tuple[str, ...]:
    reason = one.reasons[0] if one.reasons else ""
    return f"{one.decided_at:%Y-%m-%d %H:%M:%S}", one.decision, traffic_text(one.weights), one.who, reason
