"""Two spans of time side by side: each figure with its interval, their difference, and whether luck explains it.

The interval of a difference follows from those of its two figures (MOVER: Zou and Donner, *Statistics in Medicine* 27,
2008; for shares it is Newcombe's tenth, ibid. 17, 1998). Several figures are looked at together, so their differences
have wider intervals, which hold for all of them at once (Bonferroni: Dunn, *JASA* 56, 1961).
"""

import math
from dataclasses import dataclass

from pikkit.performance.headline import widened
from pikkit.performance.measures import BetFigures, Estimate

COMPARED = ("roi", "fair_clv", "clv_positive", "win_rate")
"""The figures that are compared, by the name of their attribute."""


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure before and after.

    Attributes:
        name: One of ``COMPARED``.
        before, after: With intervals of 95 %.
        difference: After minus before, in shares (0.01 is one point); its interval holds for all figures at once.
        more_than_luck: Whether that interval leaves out 0; None where there is none.
        sentence: What follows.
    """

    name: str
    before: Estimate
    after: Estimate
    difference: Estimate
    more_than_luck: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ComparedPeriods:
    """Two spans' figures, what of them is compared, and what follows in a sentence."""

    before: BetFigures
    after: BetFigures
    figures: tuple[ComparedFigure, ...]
    sentence: str


def compared_periods(before: BetFigures, after: BetFigures) -> ComparedPeriods:
    """The comparison of two spans that share no day."""
    figures = tuple(_compared(name, getattr(before, name), getattr(after, name)) for name in COMPARED)
    return ComparedPeriods(before, after, figures, _sentence(figures))


def difference_of(before: Estimate, after: Estimate) -> Estimate:
    """After minus before with its 95 % interval; without one where either has none."""
    if before.value is None or after.value is None:
        return Estimate()
    value = after.value - before.value
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return Estimate(value)
    below = math.hypot(after.value - after.low, before.high - before.value)
    above = math.hypot(after.high - after.value, before.value - before.low)
    return Estimate(value, value - below, value + above)


def _compared(name: str, before: Estimate, after: Estimate) -> ComparedFigure:
    difference = widened(difference_of(before, after), len(COMPARED))
    if difference.low is None or difference.high is None:
        return ComparedFigure(name, before, after, difference, None, "Too few events or bets to tell.")
    luck = difference.low <= 0 <= difference.high
    higher = difference.value is not None and difference.value > 0
    sentence = (
        "Luck alone may bring such a difference." if luck else f"{_HIGHER[higher]} by more than luck would explain."
    )
    return ComparedFigure(name, before, after, difference, not luck, sentence)


_HIGHER = {True: "Higher", False: "Lower"}


def _sentence(figures: tuple[ComparedFigure, ...]) -> str:
    comparable = [one for one in figures if one.more_than_luck is not None]
    if not comparable:
        return "There is too little in one of the periods to tell a change from luck."
    changed = sum(bool(one.more_than_luck) for one in comparable)
    rest = (
        ""
        if len(comparable) == len(figures)
        else f" Of {len(figures) - len(comparable)} more there is too little to tell."
    )
    of = f"{len(comparable)} figure{'s' * (len(comparable) != 1)}"
    if not changed:
        return f"Luck alone may bring the difference of each of {of}.{rest}"
    return f"{changed} of {of} changed by more than luck would explain.{rest}"
