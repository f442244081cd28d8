"""Are there enough decided bets to learn from?"""

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import Outcome
from pikkit.quality.quality_report import CheckResult
from pikkit.settings.quality import QualityRules

DECIDED = pa.array([outcome.value for outcome in Outcome if outcome.decided])


def enough_decided(snapshot: pa.Table, rules: QualityRules) -> CheckResult:
    """Check that at least ``rules.min_decided`` bets (1 if None) were won or lost: only those can train a model."""
    needed = rules.min_decided or 1
    decided = pc.sum(pc.is_in(snapshot["outcome"], value_set=DECIDED)).as_py() or 0
    return CheckResult(
        name="enough_decided",
        sentence=f"Training needs {needed:,} bets that were won or lost.",
        severity=rules.enough_decided.severity,
        passed=decided >= needed,
        observed=f"There {'is' if decided == 1 else 'are'} {decided:,}.",
        checked=snapshot.num_rows,
        failing=max(0, needed - decided),
    )
