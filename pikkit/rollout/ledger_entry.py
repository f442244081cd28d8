"""A decision on its way into the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pikkit.rollout.ledger import Deployment, new_id
from pikkit.rollout.state import LedgerEvent, newest_rollout

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class LedgerEntry:
    """What was decided.

    Attributes:
        event: The decision.
        weights: Version to percent of the traffic from then on.
        reasons: Sentences.
        who: Who decided.
        evidence_hash: Of what was judged, if something was.
    """

    event: LedgerEvent
    weights: Mapping[str, int]
    reasons: tuple[str, ...]
    who: str
    evidence_hash: str | None = None

    def after(self, past: Sequence[Deployment], model_name: str, now: datetime) -> Deployment:
        """The row that follows on others, newest first; it is later than they even where the clock has jumped back."""
        rollout = newest_rollout(past)
        return Deployment(
            id=new_id(),
            decided_at=max(now, past[0].decided_at + _TICK) if past else now,
            who=self.who,
            model_name=model_name,
            from_version=rollout.stable if rollout else None,
            to_version=rollout.candidate if rollout else None,
            strategy=str(rollout.strategy) if rollout else "",
            weights=self._kept(),
            decision=self.event,
            reasons=self.reasons,
            evidence_hash=self.evidence_hash,
        )

    def _kept(self) -> dict[str, int]:
        """A promotion names the one version that serves; any other row names both, one of them with nothing."""
        every = self.event is not LedgerEvent.PROMOTE
        return {version: weight for version, weight in self.weights.items() if weight or every}
