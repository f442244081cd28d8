"""Legs whose first reading is doubtful are read in another order of words; what stays doubtful says less."""

import re
from collections.abc import Callable
from functools import lru_cache

from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.no_names import is_no_name
from pikkit.bets.bet_info.sides_in_front import sides_in_front
from pikkit.bets.outcome import Side
from pikkit.bets.tables.selection_markets import OF_PLAYERS

_SUMS = frozenset({"total", "team total"})
_SURE = (Side.OVER, Side.UNDER)
_ODD_START = re.compile(r"[^\w'(.]|.*(?:[+-]\d|\d[-:]\d|\d\.5)")
"""A team's name with a number's sign, a score or a line in it."""


_SMALL = re.compile(r"\b(?:and|of|the|in)\b")
"""Words that a team's name may hold: ``Dagenham and Redbridge``."""


def second_look(text: str, fields: LegFields, read: Callable[[str], LegFields]) -> LegFields:
    """The fields, or those of the same leg in another order if they leave no doubt; without what is doubtful."""
    if not _is_doubtful(fields):
        return fields
    for other in sides_in_front(text):
        again = read(other)
        if not _is_doubtful(again) and again.confidence >= fields.confidence * _odd(fields):
            return again._replace(raw=text)
        if again.home and again.away and _odd(again) and not (fields.home and fields.away and _odd(fields)):
            fields = again._replace(raw=text)
    return _surely(fields)


def _is_doubtful(fields: LegFields) -> bool:
    market = fields.market
    if market is None or fields.side is None or not _odd(fields):
        return True
    return fields.subject is None and fields.order is not None and (market in OF_PLAYERS or "scorer" in market)


def _odd(fields: LegFields) -> int:
    """0 if what was read as a name can be none."""
    if (fields.home and _is_no_team(fields.home)) or (fields.away and _is_no_team(fields.away)):
        return 0
    return 0 if _is_on_nobody(fields) else 1


@lru_cache(maxsize=1 << 14)
def _is_no_team(name: str) -> bool:
    return _ODD_START.match(name) is not None or is_no_name(_SMALL.sub(" ", name))


def _is_on_nobody(fields: LegFields) -> bool:
    """Whether the subject has to be somebody and is no name; a side of the game has one."""
    name = fields.subject
    if name is None or name in (fields.home, fields.away):
        return False
    return is_no_name(name) and _names_somebody(fields)


def _names_somebody(fields: LegFields) -> bool:
    """Whether the subject has to be a person or a team, no outcome."""
    return fields.side is not Side.DRAW and (fields.side is not Side.OTHER or fields.line is not None)


def _surely(fields: LegFields) -> LegFields:
    """The fields without what hangs on a name that is none."""
    if fields.market in _SUMS and fields.side in (Side.YES, Side.NO):  # a goal in the first five minutes is no total
        return fields._replace(market=None, side=None, confidence=min(fields.confidence, 0.3))
    if not _is_on_nobody(fields):
        return fields
    left = " ".join(filter(None, (fields.subject, fields.left)))
    kept = fields._replace(market=None, subject=None, left=left, confidence=min(fields.confidence, 0.3))
    alone = fields.side in _SURE and "&" not in left and " both" not in f" {left.lower()}"
    return kept if alone else kept._replace(side=None, line=None)
