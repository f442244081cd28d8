"""The quality gate: what must hold of a bets snapshot before anything learns from it.

The settings read their rules from here, so the gate and the libraries it takes wait until they are asked for.
"""

from typing import TYPE_CHECKING

from pikkit.quality.quality_report import CheckResult, QualityReport
from pikkit.settings.check_severity import CheckSeverity
from pikkit.settings.quality import CheckRule, QualityRules

if TYPE_CHECKING:
    from pikkit.quality.quality_gate import check_bets

__all__ = ["CheckResult", "CheckRule", "CheckSeverity", "QualityReport", "QualityRules", "check_bets"]


def __getattr__(name: str) -> object:
    if name == "check_bets":
        from pikkit.quality.quality_gate import check_bets  # noqa: PLC0415 (only what is asked for)

        return check_bets
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
