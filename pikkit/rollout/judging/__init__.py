"""The judge: from evidence about two versions to PROMOTE, HOLD or ROLLBACK, with reasons. Pure."""

from pikkit.rollout.judging.evidence import ArmTraffic, Evidence
from pikkit.rollout.judging.judge import Decision, Verdict, judge
from pikkit.settings.rollout import JudgeRules

__all__ = ["ArmTraffic", "Decision", "Evidence", "JudgeRules", "Verdict", "judge"]
