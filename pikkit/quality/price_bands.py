"""Do bets of every length of price win about as often as their prices say?"""

import numpy as np
import pyarrow as pa

from pikkit.base.intervals import wilson as score_interval
from pikkit.base.percent_text import percent_text
from pikkit.quality.figures import Band
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.win_ratio import decided_straights
from pikkit.settings.quality import QualityRules

EDGES = (1.0, 1.3, 1.6, 1.9, 2.2, 3.0, 5.0, 10.0, np.inf)
"""Odds bands: above the first edge, up to and including the second, and so on."""
_Z = 3.2905  # 99.9 % of a normal: the gate should stop wrong data, not bad luck


def wilson(won: float, bets: int) -> tuple[float, float]:
    """The 99.9 % interval of a share; ``bets`` is at least 1."""
    return score_interval(won, bets, _Z)


def odds_bands(snapshot: pa.Table) -> tuple[Band, ...]:
    """The bands that hold a decided straight bet, shortest prices first."""
    implied, won = decided_straights(snapshot)
    which = np.searchsorted(np.array(EDGES), 1 / implied, side="left") - 1
    bands = []
    for number in np.unique(which).tolist():
        inside = which == number
        bets, wins = int(inside.sum()), float(won[inside].sum())
        low, high = wilson(wins, bets)
        end = EDGES[number + 1]
        bands.append(
            Band(EDGES[number], end if np.isfinite(end) else None, bets, wins, float(implied[inside].mean()),
                 wins / bets, low, high)
        )  # fmt: skip
    return tuple(bands)


def band_win_rate(snapshot: pa.Table, rules: QualityRules) -> CheckResult:
    """Check every band's win rate against its prices, in log odds.

    A band fails only if its whole interval is further than ``rules.max_band_shift`` from what is implied: margins,
    favourite-longshot bias and luck are no faults of the data, but swapped results or prices are.
    """
    bands = odds_bands(snapshot)
    broken = [band for band in bands if _far(band, rules.max_band_shift)]
    return CheckResult(
        name="band_win_rate",
        sentence="In every band of odds, straight bets win about as often as priced "
        f"(within {rules.max_band_shift:g} in log odds).",
        severity=rules.band_win_rate.severity,
        passed=not broken,
        observed=_observed(bands, broken),
        checked=sum(band.bets for band in bands),
        failing=sum(band.bets for band in broken),
    )


def _far(band: Band, shift: float) -> bool:
    least, most = (1 / (1 + (1 / band.implied - 1) * np.exp(sign * shift)) for sign in (1, -1))
    return bool(band.rate_high < least or band.rate_low > most)


def _observed(bands: tuple[Band, ...], broken: list[Band]) -> str:
    if not bands:
        return "No bet to check."
    if not broken:
        return f"All {len(bands)} bands do." if len(bands) > 1 else "The only band does."
    return " ".join(
        f"At {band.name}, {band.won:,.10g} of {band.bets:,} won ({percent_text(band.rate)}; "
        f"{percent_text(band.rate_low)} to {percent_text(band.rate_high)}), "
        f"where prices imply {percent_text(band.implied)}."
        for band in broken
    )
