"""What the judge saw last, for whoever watches: written at each look, whether or not it made news for the ledger."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import numpy as np
from pydantic import BaseModel, ValidationError

from pikkit.rollout.embedded.files import rollout_folder, write_document
from pikkit.rollout.judging import ArmTraffic, JudgeRules, RolloutEvidence, RolloutVerdict
from pikkit.rollout.judging.evidence import Floats
from pikkit.rollout.judging.sequential import CLOSED_BOUND, SETTLED_BOUND, log_wealth
from pikkit.rollout.state import Rollout
from pikkit.settings import Settings


class EvidenceStream(BaseModel):
    """One kind of evidence on quality.

    Attributes:
        of: "results" or "closing prices".
        events, needed: How many events it has, and how many it needs at least.
        gain: The candidate's mean log loss below the stable version's, in nats; None without events.
        sure: How much of the evidence that a promotion needs is there, 0 to 1, on the scale of its logarithm.
    """

    of: str
    events: int
    needed: int
    gain: float | None
    sure: float

    @property
    def missing(self) -> int:
        """How many more events it needs at least."""
        return max(0, self.needed - self.events)


class LastLook(BaseModel):
    """A look.

    Attributes:
        at: When.
        stable, candidate: The versions.
        percent: The candidate's share.
        decision, reasons: The judge's.
        streams: Evidence on quality; one of them must be sure.
        requests, stable_requests: What each version answered; None where it cannot be measured.
        errors: The candidate's.
        p95_ms: 95 % of the candidate's answers came within so many milliseconds.
        needed_requests: How many the candidate must answer.
    """

    at: datetime
    stable: str
    candidate: str
    percent: int
    decision: str
    reasons: tuple[str, ...]
    streams: tuple[EvidenceStream, ...]
    requests: int | None
    stable_requests: int | None
    errors: int | None
    p95_ms: float | None
    needed_requests: int


def look_of(judged: tuple[Rollout, RolloutEvidence, RolloutVerdict], rules: JudgeRules) -> LastLook:
    """What there is to tell of a judgement: the rollout it is of, what was known, and what the judge said."""
    rollout, evidence, verdict = judged
    arm, stable = evidence.candidate, evidence.stable
    return LastLook(
        at=datetime.now(UTC),
        stable=rollout.stable,
        candidate=rollout.candidate,
        percent=rollout.percent,
        decision=verdict.decision,
        reasons=verdict.reasons,
        streams=(
            _stream("results", evidence.settled, SETTLED_BOUND, rules),
            _stream("closing prices", evidence.closed, CLOSED_BOUND, rules),
        ),
        requests=_requests(arm),
        stable_requests=_requests(stable),
        errors=None if arm is None else arm.errors,
        p95_ms=None if arm is None else arm.p95_ms,
        needed_requests=rules.min_requests,
    )


def write_look(settings: Settings, look: LastLook) -> None:
    """Keep it in the home; a rollout never fails for want of a place to tell of it."""
    with suppress(OSError):
        write_document(rollout_folder(settings) / _name(settings), look.model_dump(mode="json"))


def read_look(settings: Settings, versions: Sequence[str]) -> LastLook | None:
    """The last look at a rollout of these versions (stable, candidate); None if there was none."""
    try:
        look = LastLook.model_validate_json((rollout_folder(settings) / _name(settings)).read_bytes())
    except (OSError, ValidationError):
        return None
    return look if [look.stable, look.candidate] == list(versions) else None


def _name(settings: Settings) -> str:
    return f"{settings.model_name}.look.json"


def _stream(of: str, gains: Floats, bound: float, rules: JudgeRules) -> EvidenceStream:
    wealth = log_wealth(gains, -rules.margin, bound)
    sure = float(np.clip(wealth.max() / -np.log(rules.alpha / 2), 0.0, 1.0)) if len(gains) else 0.0
    gain = float(gains.mean()) if len(gains) else None
    return EvidenceStream(of=of, events=len(gains), needed=rules.min_events, gain=gain, sure=sure)


def _requests(arm: ArmTraffic | None) -> int | None:
    return None if arm is None else arm.requests
