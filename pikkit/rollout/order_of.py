"""What the ledger's last word means for what serves."""

from pikkit.rollout.planning.goal import Act, Goal
from pikkit.rollout.state import LedgerEvent, Phase, Rollout
from pikkit.rollout.target import RolloutOrder


def order_of(rollout: Rollout) -> RolloutOrder:
    """What the target must be told for a rollout to be as the ledger says."""
    if rollout.last.decision == LedgerEvent.PROMOTE:
        goal = Goal(Act.PROMOTE)
    elif rollout.phase is Phase.DONE:
        goal = Goal(Act.ROLL_BACK)
    else:
        goal = Goal(Act.SHARE, rollout.percent)
    return RolloutOrder(goal, rollout.stable, rollout.candidate, rollout.mirror)
