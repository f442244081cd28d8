"""Intervals of shares."""

import math


def wilson(won: float, bets: int, z: float) -> tuple[float, float]:
    """The score interval of a binomial share (Wilson, 1927), of ``z`` normal widths; ``bets`` is at least 1.

    Bets won in part count in part; their variance is below a binomial one, so the interval is rather too wide.
    """
    centre = (won + z * z / 2) / (bets + z * z)
    half = z / (bets + z * z) * math.sqrt(won * (bets - won) / bets + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)
