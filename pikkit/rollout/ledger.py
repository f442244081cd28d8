"""The ledger of deployments: which version got how much of the traffic, when, by whose decision and why."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from pikkit.store.opening import open_records
from pikkit.store.serving_tables import deployments

if TYPE_CHECKING:
    from pikkit.settings import Settings

_NOTHING_SERVES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Deployment:
    """One decision, as it is kept for ever.

    Attributes:
        id: Its own.
        decided_at: When it took effect (UTC).
        who: Who decided: a user, or "judge".
        model_name: The registered model.
        from_version: The version that served before the rollout; None where none did.
        to_version: The candidate.
        strategy: canary, blue-green or shadow.
        weights: Version to percent of the traffic from then on; they sum to 100.
        decision: start, step, hold, promote, rollback, pause, resume or abort.
        reasons: Sentences.
        evidence_hash: ``evidence_hash`` of what was judged; None where nothing was.
    """

    id: str
    decided_at: datetime
    who: str
    model_name: str
    from_version: str | None
    to_version: str | None
    strategy: str
    weights: Mapping[str, int]
    decision: str
    reasons: tuple[str, ...]
    evidence_hash: str | None = None


class Ledger(Protocol):
    """One model's decisions."""

    def history(self) -> list[Deployment]:
        """All of them, newest first."""
        ...

    def append(self, deployment: Deployment) -> None:
        """One more."""
        ...


def new_id() -> str:
    """An id for a deployment."""
    return uuid4().hex


def evidence_hash(evidence: object) -> str:
    """SHA-256 of what was judged, as JSON with sorted keys."""
    return hashlib.sha256(json.dumps(evidence, sort_keys=True, default=str).encode()).hexdigest()


def append_deployment(settings: "Settings", deployment: Deployment) -> None:
    """Write a decision down, unless it is there already.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    with open_records(settings) as records:
        records.append(deployments, [_row(deployment)])


def history(settings: "Settings", model_name: str) -> list[Deployment]:
    """Every decision about a model, the newest first.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    with open_records(settings) as records:
        rows = records.read(deployments, {"model_name": model_name})
    return [_deployment(row) for row in rows]


def serving_at(history: Sequence[Deployment], moment: datetime) -> Mapping[str, int]:
    """Which versions served at a moment, and how much percent of the traffic each got; empty before the first decision.

    Args:
        history: One model's, in any order.
        moment: With a time zone.
    """
    before = [one for one in history if one.decided_at <= moment]
    return max(before, key=lambda one: one.decided_at).weights if before else _NOTHING_SERVES


def _row(one: Deployment) -> dict[str, object]:
    return {
        "id": one.id,
        "decided_at": one.decided_at.astimezone(UTC),
        "who": one.who,
        "model_name": one.model_name,
        "from_version": one.from_version,
        "to_version": one.to_version,
        "strategy": one.strategy,
        "weights": json.dumps(dict(one.weights)),
        "decision": one.decision,
        "reasons": json.dumps(list(one.reasons), ensure_ascii=False),
        "evidence_hash": one.evidence_hash,
    }


def _deployment(row: Mapping[str, object]) -> Deployment:
    decided_at = row["decided_at"]
    if not isinstance(decided_at, datetime):
        raise TypeError(f"decided_at is {decided_at!r}, not a datetime")
    version = [None if row[name] is None else str(row[name]) for name in ("from_version", "to_version")]
    return Deployment(
        id=str(row["id"]),
        decided_at=decided_at.astimezone(UTC),
        who=str(row["who"]),
        model_name=str(row["model_name"]),
        from_version=version[0],
        to_version=version[1],
        strategy=str(row["strategy"]),
        weights=json.loads(str(row["weights"])),
        decision=str(row["decision"]),
        reasons=tuple(json.loads(str(row["reasons"]))),
        evidence_hash=None if row["evidence_hash"] is None else str(row["evidence_hash"]),
    )
