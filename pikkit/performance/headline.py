"""What figures say together, so that no heading praises what the tiles below it deny.

The rule, in docs/dashboard.md too: whoever beats the close does so without its margin and where the money is (the
stake-weighted mean, with its whole interval) and usually (at a better price for more than half of the bets, with their
whole interval). A few long shots can move a mean, not a median. Profit is told from luck by an interval that is wider
the more bettors were looked at (Bonferroni: Dunn, *JASA* 56, 1961), because the luckiest of many always looks good.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from pikkit.performance.measures import ALL_LOST, BetFigures, Estimate, Z

_MISSED = 0.05
"""What 95 % leaves."""


class Tone(StrEnum):
    """How a headline is meant."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Headline:
    """What figures say: in a few words, and in a sentence or two."""

    tone: Tone
    words: str
    sentence: str


def headline_of(total: BetFigures, looked_at: int = 1) -> Headline:
    """The headline of a bettor's figures.

    Args:
        total: The figures.
        looked_at: Among how many bettors he is looked at, from 1 on.
    """
    staked, often = total.fair_clv, total.clv_positive
    if staked.low is None or staked.high is None or often.low is None or often.high is None:
        return Headline(
            Tone.MIXED,
            "Too early to say",
            "Closing prices on at least ten events are needed to judge the prices you take.",
        )
    money = _money(_widened_return(total.roi, looked_at), total.profit, looked_at)
    if staked.low > 0 and often.low > 0.5:
        tone = Tone.GOOD if total.profit >= 0 else Tone.MIXED
        return Headline(tone, "You beat the closing line", money)
    if staked.low > 0:
        return Headline(Tone.MIXED, "Your stakes beat the closing line, most of your bets do not clearly", money)
    if staked.high >= 0:
        return Headline(Tone.MIXED, "Too close to tell whether you beat the closing line", money)
    if often.high < 0.5 and (total.clv_staked.high or 0) < 0:
        return Headline(Tone.BAD, "You take worse prices than the closing line", money)
    return Headline(Tone.MIXED, "Your prices do not make up for the bookmaker's margin", f"{money} {_MARGIN}")


_MARGIN = "A closing price holds that margin: beating it by less still loses."


def widened(estimate: Estimate, looked_at: int) -> Estimate:
    """An interval that holds for all of so many bettors at once, in 95 % of cases (Bonferroni)."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return estimate
    wider = NormalDist().inv_cdf(1 - _MISSED / (2 * max(looked_at, 1))) / Z
    return Estimate(
        estimate.value,
        estimate.value - wider * (estimate.value - estimate.low),
        estimate.value + wider * (estimate.high - estimate.value),
    )


def _widened_return(roi: Estimate, looked_at: int) -> Estimate:
    """``widened``, where intervals of returns are even: on the logarithm of what a unit gives back."""
    if roi.value is None or roi.low is None or roi.high is None or roi.value <= ALL_LOST:
        return roi
    logs = widened(Estimate(*(math.log1p(end) for end in (roi.value, roi.low, roi.high))), looked_at)
    return Estimate(*(None if end is None else math.expm1(end) for end in (logs.value, logs.low, logs.high)))


def _money(roi: Estimate, profit: float, looked_at: int) -> str:
    if roi.low is None or roi.high is None:
        return "There are too few settled events to tell profit from luck."
    among = f", also for one of {looked_at} bettors" if looked_at > 1 else ""
    if roi.low > 0:
        return f"The profit is more than luck would explain{among}."
    if roi.high < 0:
        return f"The loss is more than bad luck would explain{among}."
    what = "profit" if profit > 0 else "loss" if profit < 0 else "result"
    who = f"one of {looked_at} bettors" if looked_at > 1 else "a bettor without an edge"
    return f"Luck alone may bring {who} a {what} like this one."
