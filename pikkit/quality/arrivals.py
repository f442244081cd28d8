"""Do as many bets arrive as usual, and lately?"""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.quality.quality_report import CheckResult
from pikkit.settings.quality import QualityRules

WEEK = 7 * 86_400_000_000
"""Microseconds."""
TRAILING = 8
"""Weeks that say what is usual."""
_Z = 3.2905  # 99.9 %; twice the root of a Poisson count has a deviation of 1 (Bartlett, 1936)


def volume_steady(snapshot: pa.Table, rules: QualityRules) -> CheckResult:
    """Check the bets of the last seven days against the median of the eight weeks before.

    The week ends with the newest bet, so it is about the data and not about when it is looked at. It fails on a drop or
    a jump by more than ``rules.max_volume_ratio`` that chance does not explain; with fewer weeks it passes.
    """
    weeks = _weeks(snapshot)
    latest, usual = int(weeks[0]) if len(weeks) else 0, float(np.median(weeks[1:])) if len(weeks) > TRAILING else 0.0
    judged = len(weeks) > TRAILING
    ratio = max(latest, 1) / max(usual, 1.0)
    unlikely = 2 * abs(np.sqrt(latest) - np.sqrt(usual)) > _Z
    steady = not judged or 1 / rules.max_volume_ratio <= ratio <= rules.max_volume_ratio or not unlikely
    return CheckResult(
        name="volume_steady",
        sentence=f"The last week has at most {rules.max_volume_ratio:g} times as many bets as usual, "
        f"and at least 1/{rules.max_volume_ratio:g}.",
        severity=rules.volume_steady.severity,
        passed=bool(steady),
        observed=f"It has {latest:,}; the median of the {TRAILING} weeks before is {usual:,.0f}."
        if judged
        else f"There are fewer than {TRAILING + 1} weeks of bets.",
        checked=latest if judged else 0,
        failing=0,
    )


def _weeks(snapshot: pa.Table) -> np.ndarray:
    """Bets in the last nine weeks, newest first; fewer if the bets do not go back so far."""
    placed = snapshot["placed_at"].cast(pa.int64()).drop_null().to_numpy()
    if not placed.size:
        return np.zeros(0, dtype=np.int64)
    age = (placed.max() - placed) // WEEK
    return np.bincount(age[age <= TRAILING], minlength=min(TRAILING, int(age.max())) + 1)


def fresh(snapshot: pa.Table, rules: QualityRules, now: datetime) -> CheckResult:
    """Check that the newest bet is at most ``rules.max_age_days`` older than ``now``."""
    newest = pc.max(snapshot["placed_at"]).as_py()
    days = (now - newest.astimezone(UTC)).total_seconds() / 86_400 if newest else 0.0
    return CheckResult(
        name="fresh",
        sentence=f"The newest bet is at most {rules.max_age_days:g} days old.",
        severity=rules.fresh.severity,
        passed=days <= rules.max_age_days,
        observed=f"It was placed on {newest:%Y-%m-%d}, {max(days, 0):,.0f} days ago." if newest else "No bet to check.",
        checked=snapshot.num_rows,
        failing=0,
    )
