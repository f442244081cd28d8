"""What may follow on what a rollout has come to."""

from pikkit.base.errors import InputError
from pikkit.rollout.state import LedgerEvent, Phase, Rollout
from pikkit.rollout.strategy import StrategyKind


def onward(rollout: Rollout) -> LedgerEvent:
    """What the judge's yes leads to: the next share, all of the traffic, or a shadow's end."""
    if rollout.strategy.kind is StrategyKind.SHADOW:
        return LedgerEvent.CONCLUDE
    return LedgerEvent.PROMOTE if rollout.next_step in (100, None) else LedgerEvent.STEP


def check_possible(rollout: Rollout, event: LedgerEvent) -> None:
    """Refuse what the rollout does not allow.

    Raises:
        InputError: It is done, or paused already.
    """
    if rollout.phase is Phase.DONE:
        raise InputError(
            f"The rollout of version {rollout.candidate} is done: {rollout.last.decision} at "
            f"{rollout.last.decided_at:%Y-%m-%d %H:%M} UTC."
        )
    if event is LedgerEvent.RESUME and rollout.phase is Phase.RUNNING:
        return
    if event is LedgerEvent.PAUSE and rollout.phase is Phase.PAUSED:
        raise InputError(f"The rollout of version {rollout.candidate} is paused already.")
