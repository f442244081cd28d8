"""The quality gate: what must hold of a bets snapshot before anything learns from it."""

from pikkit.quality.gate import check_bets
from pikkit.quality.report import CheckResult, QualityReport, Severity
from pikkit.quality.rules import QualityRules, Rule

__all__ = ["CheckResult", "QualityReport", "QualityRules", "Rule", "Severity", "check_bets"]
