"""Do bets win about as often as their prices say?"""

import math

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.outcome import BetType
from pikkit.bets.settlement import shares_of
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.sample_size import DECIDED
from pikkit.settings.quality import QualityRules

_Z = 3.2905  # 99.9 % of a normal: the gate should stop wrong data, not bad luck

DECIDED_STRAIGHTS = ("bet_type", "outcome", "odds", "stake", "profit")
"""The columns that ``decided_straights`` reads."""


def win_ratio(snapshot: pa.Table, rules: QualityRules) -> CheckResult:
    """Check wins / Σ 1/odds of decided straight bets against the bounds in ``rules``.

    It is about 1 less the bookmaker's margin; far from that, results or prices are mixed up. It fails only if its whole
    99.9 % interval is out of bounds, so that few bets prove nothing.
    """
    implied, won = decided_straights(snapshot)
    lowest, ratio, highest = _interval(implied, won)
    return CheckResult(
        name="win_ratio",
        sentence=f"Straight bets win {rules.min_win_ratio:g} to {rules.max_win_ratio:g} times as often as priced.",
        severity=rules.win_ratio.severity,
        passed=highest >= rules.min_win_ratio and lowest <= rules.max_win_ratio,
        observed=f"They win {ratio:.3f} times as often (99.9 % interval {lowest:.3f} to {highest:.3f})."
        if implied.size
        else "No bet to check.",
        checked=implied.size,
        failing=0,
    )


def decided_straights(snapshot: pa.Table) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """1/odds of the straight bets that were won or lost, and the ``settled_share`` of each: 1, 0 or a part."""
    straight = pc.equal(snapshot["bet_type"], BetType.STRAIGHT.value)
    decided = pc.is_in(snapshot["outcome"], value_set=DECIDED)
    priced = pc.fill_null(pc.and_(pc.greater(snapshot["odds"], 1.0), pc.is_finite(snapshot["odds"])), fill_value=False)
    read = [name for name in DECIDED_STRAIGHTS if name in snapshot.schema.names]  # stake and profit tell only parts
    chosen = snapshot.select(read).filter(pc.and_(pc.and_(straight, decided), priced))
    share = shares_of(chosen).to_numpy(zero_copy_only=False)
    known = ~np.isnan(share)
    return 1.0 / chosen["odds"].to_numpy()[known], share[known]


def _interval(implied: npt.NDArray[np.float64], won: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Lowest, ratio, highest; wins are a sum of independent Bernoulli trials (Poisson binomial)."""
    expected = float(implied.sum())
    if expected == 0:
        return -math.inf, math.nan, math.inf
    ratio = float(won.sum()) / expected
    half = _Z * math.sqrt(float((implied * (1 - implied)).sum())) / expected
    return ratio - half, ratio, ratio + half
