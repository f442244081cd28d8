"""Sides and lines as books write them: ``Over 4.5``, ``o4.5``, ``10+``, ``(-1.5)``, ``+0.5,+1``."""

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
}
"""Words that take a side of a line wherever they stand."""

SHORT_SIDES: dict[str, Side] = {"o": Side.OVER, "u": Side.UNDER}
"""The same, only in front of a number."""

YES_NO: dict[str, Side] = {"yes": Side.YES, "no": Side.NO}

_NUMBER = re.compile(
    r"\(?(?P<side>[ouOU])?(?P<sign>[+-])?(?P<number>\d{1,7}(?:\.\d{1,4})?|\.\d{1,4})"
    r"(?:[,/](?P<second>[+-]?\d{1,7}(?:\.\d{1,4})?))?(?P<plus>\+)?\)?,?"
)
_PICK = frozenset({"pk", "pick'em", "pickem"})


class Number(NamedTuple):
    """A number in a leg. ``signed`` says that it is a head start or a milestone, so it can be nothing but the line."""

    value: float
    signed: bool
    side: Side | None = None


@lru_cache(maxsize=1 << 14)
def read_number(word: str) -> Number | None:
    """The number a word is, None if it is none (``76ers``). ``10+`` is over 9.5; ``+0.5,+1`` is +0.75."""
    match = _NUMBER.fullmatch(word) if not word[:1].isalpha() or word[1:2].isdigit() else None
    if match is None:
        return Number(0.0, signed=True) if word.lower() in _PICK else None
    value = float((match["sign"] or "") + match["number"])
    if match["second"]:
        value = (value + float(match["second"])) / 2
    if match["plus"]:
        return Number(value - 0.5, signed=True, side=Side.OVER)
    side = SHORT_SIDES[match["side"].lower()] if match["side"] else None
    return Number(value + 0.0, signed=bool(match["sign"] or side), side=side)
