"""Are there enough decided straight bets to learn from?"""

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import BetType, Outcome
from pikkit.quality.quality_report import CheckResult
from pikkit.settings.quality import QualityRules

DECIDED = pa.array([outcome.value for outcome in Outcome if outcome.decided])


def enough_decided(snapshot: pa.Table, rules: QualityRules) -> CheckResult:
    """Check that ``rules.min_decided`` straight bets (1 if None) were won or lost: a model learns from those."""
    needed = rules.min_decided or 1
    straight = pc.equal(snapshot["bet_type"], BetType.STRAIGHT)
    decided = pc.sum(pc.and_(straight, pc.is_in(snapshot["outcome"], value_set=DECIDED))).as_py() or 0
    return CheckResult(
        name="enough_decided",
        sentence=f"Training needs {needed:,} straight bets that were won or lost.",
        severity=rules.enough_decided.severity,
        passed=decided >= needed,
        observed=f"There {'is' if decided == 1 else 'are'} {decided:,}.",
        checked=snapshot.num_rows,
        failing=max(0, needed - decided),
    )
