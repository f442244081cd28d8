"""Sides and lines as books write them: ``Over 4.5``, ``o4.5``, ``10+``, ``(-1.5)``, ``+0.5,+1``, ``4,250.5``."""

import re
from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.outcome import Side

SIDE_WORDS: dict[str, Side] = {
    "over": Side.OVER,
    "higher": Side.OVER,
    "more": Side.OVER,
    "under": Side.UNDER,
    "lower": Side.UNDER,
    "less": Side.UNDER,
    "fewer": Side.UNDER,
}
"""Words that take a side of a line wherever they stand."""

SHORT_SIDES: dict[str, Side] = {"o": Side.OVER, "u": Side.UNDER}
"""The same, only in front of a number."""

YES_NO: dict[str, Side] = {"yes": Side.YES, "no": Side.NO}

_NUMBER = re.compile(
    r"\(?(?P<at>@)?(?P<side>[ouOU])?(?P<sign>[+-])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,7}(?:\.\d{1,4})?|\.\d{1,4})"
    r"(?:(?P<comma>[,/])(?P<second>[+-]?\d{1,7}(?:\.\d{1,4})?))?(?P<plus>\+)?\)?[,:.]?"
)
PICK = frozenset({"pk", "pick'em", "pickem"})
"""Words for a head start of nothing."""
_EVENS = frozenset({"EVEN", "EVENS", "EV"})
"""A price of evens, which is written in capitals: "even" is also the other of odd."""
_QUARTERS = 0.5
"""What the two halves of a split line are apart."""
_PRICE = 100
"""American prices begin here; no head start is as large."""


class Number(NamedTuple):
    """A number in a leg. ``signed`` says that it is a head start or a milestone, so it can be nothing but the line."""

    value: float
    signed: bool
    side: Side | None = None
    price: bool = False
    """It is what the bet pays ("+150", "@1.91"), not the line."""


@lru_cache(maxsize=1 << 14)
def read_number(word: str) -> Number | None:
    """The number a word is, None if it is none (``76ers``). ``10+`` is over 9.5; ``+0.5,+1`` is +0.75."""
    match = _NUMBER.fullmatch(word) if not word[:1].isalpha() or word[1:2].isdigit() else None
    if match is None:
        if word.strip("()") in _EVENS:
            return Number(100.0, signed=True, price=True)
        return Number(0.0, signed=True) if word.lower().strip("()") in PICK else None
    number = match["number"].replace(",", "")
    value: float | None = float((match["sign"] or "") + number)
    if match["second"]:
        value = _two_numbers(match)
    if value is None:
        return None
    if match["at"] or (match["sign"] and abs(value) >= _PRICE and number.isdigit() and not match["plus"]):
        return Number(value, signed=True, price=True)
    if match["plus"]:
        return Number(value - 0.5, signed=True, side=Side.OVER)
    side = SHORT_SIDES[match["side"].lower()] if match["side"] else None
    return Number(value + 0.0, signed=bool(match["sign"] or side), side=side)


def _two_numbers(match: re.Match[str]) -> float | None:
    """A split line's mean (``0.0,-0.5``, ``2.5/3``), or one number with a decimal comma (``2,5``)."""
    if "," in match["number"]:
        return None  # thousands are no half of a split line
    first, second = match["number"], match["second"]
    sign = match["sign"] or ""
    a = float(sign + first)
    b = float((sign if second[0].isdigit() else "") + second)
    if abs(a - b) == _QUARTERS or (a == 0 and abs(b) == _QUARTERS):
        return (a + b) / 2
    if match["comma"] == "," and second.isdigit() and len(second) <= 2 and "." not in first:
        return float(f"{sign}{first}.{second}")
    return None
