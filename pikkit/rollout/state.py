"""Where a rollout is, read from the ledger: whoever drives it may be killed, and another goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pikkit.rollout.ledger import Deployment
from pikkit.rollout.strategy import Strategy, StrategyKind, read_strategy


class LedgerEvent(StrEnum):
    """What the ledger calls a decision."""

    START = "start"
    STEP = "step"
    HOLD = "hold"
    PROMOTE = "promote"
    ROLLBACK = "rollback"
    PAUSE = "pause"
    RESUME = "resume"
    ABORT = "abort"
    CONCLUDE = "conclude"
    """A shadow's end: it would have been promoted."""
    REFUSED = "refused"
    """What was decided last cannot be done; traffic is as it was before."""
    DONE = "done"
    """What was decided last is so: the target serves it. No decision, and nothing follows from it."""


class Phase(StrEnum):
    """Whether a rollout goes on."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


_PHASES = {
    LedgerEvent.PAUSE: Phase.PAUSED,
    LedgerEvent.REFUSED: Phase.PAUSED,
    **dict.fromkeys((LedgerEvent.PROMOTE, LedgerEvent.ROLLBACK, LedgerEvent.ABORT, LedgerEvent.CONCLUDE), Phase.DONE),
}


@dataclass(frozen=True, slots=True)
class Rollout:
    """A rollout as the ledger tells it.

    Attributes:
        stable, candidate: The versions.
        strategy: Its plan.
        weights: Version to percent, as last decided.
        before: The same before that.
        last: The last decision.
        phase: Whether it goes on; a hold while it is paused leaves it so.
        looks: How many decisions were made.
        done: Whether the last decision is known to be carried out.
    """

    stable: str
    candidate: str
    strategy: Strategy
    weights: Mapping[str, int]
    before: Mapping[str, int]
    last: Deployment
    phase: Phase
    looks: int
    done: bool = False

    @property
    def percent(self) -> int:
        """The candidate's share."""
        return self.weights.get(self.candidate, 0)

    @property
    def next_step(self) -> int | None:
        """The candidate's next share; None after the last step."""
        return next((step for step in self.strategy.steps if step > self.percent), None)

    @property
    def mirror(self) -> str | None:
        """The version that gets copies of requests: a candidate without traffic of its own."""
        waiting = self.phase is not Phase.DONE and self.percent == 0
        return self.candidate if waiting and self.strategy.kind is not StrategyKind.CANARY else None


def newest_rollout(history: Sequence[Deployment]) -> Rollout | None:
    """The last rollout of a model; None if there was none.

    Args:
        history: Its ledger, newest first.
    """
    begun = next((index for index, one in enumerate(history) if one.decision == LedgerEvent.START), None)
    if begun is None:
        return None
    start = history[begun]
    entries = [one for one in history[: begun + 1] if one.decision != LedgerEvent.DONE]
    lasting = next(one for one in entries if one.decision != LedgerEvent.HOLD)
    before = entries[1].weights if len(entries) > 1 else {str(start.from_version): 100}
    return Rollout(
        stable=str(start.from_version),
        candidate=str(start.to_version),
        strategy=read_strategy(start.strategy),
        weights=entries[0].weights,
        before=before,
        last=entries[0],
        phase=_PHASES.get(LedgerEvent(lasting.decision), Phase.RUNNING),
        looks=len(entries),
        done=history[0].decision == LedgerEvent.DONE,
    )
