"""The export's words for how a bet stands and what kind it is."""

import re

from pikkit.bets.export.formats.pikkit import BET_TYPES, STATUSES
from pikkit.bets.outcome import BetType, Outcome

_ROUND_ROBIN = re.compile(r"round_robin_\d{1,2}")
_GAPS = re.compile(r"[\s_-]+")


def outcome_of(status: str) -> Outcome | None:
    """The outcome a status means, None if it is unknown."""
    return STATUSES.get(_key(status))


def bet_type_of(text: str) -> BetType | None:
    """The bet type a text means (``round_robin_3`` is a round robin), None if it is unknown."""
    key = _key(text)
    return BET_TYPES.get("round_robin" if _ROUND_ROBIN.fullmatch(key) else key)


def _key(text: str) -> str:
    return _GAPS.sub("_", text.strip().lower())
