"""The judge: from evidence about two versions to PROMOTE, HOLD or ROLLBACK, with reasons. Pure."""

from pikkit.rollout.judging.evidence import ArmTraffic, RolloutEvidence
from pikkit.rollout.judging.judge import RolloutDecision, RolloutVerdict, judge
from pikkit.settings.rollout import JudgeRules

__all__ = ["ArmTraffic", "JudgeRules", "RolloutDecision", "RolloutEvidence", "RolloutVerdict", "judge"]
