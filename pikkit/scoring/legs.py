"""What a selection's text says of a bet."""

from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.bet import leg_count
from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.bet_info.parse import leg_fields, split_legs
from pikkit.bets.outcome import BetType

_NOTHING = LegFields(raw="")
_REMEMBERED = 500
"""Characters of a selection that is remembered: what a stranger sends must not fill the memory."""


class Selected(NamedTuple):
    """How many legs a bet has, whether one is live, what is bet on and on which game; None: the text does not say."""

    n_legs: int
    live: bool
    market: str | None
    side: str | None
    subject: str | None
    home: str | None
    away: str | None
    period: str | None
    line: float | None


def selected(
    selection: str | None, n_legs: int | None, bet_type: BetType | None, sportsbook: str | None = None
) -> Selected:
    """Read a selection.

    Args:
        selection: Legs joined by " | ".
        n_legs: How many there are, if the bet says so itself.
        bet_type: None: straight.
        sportsbook: In any spelling; its habit says who is at home in "A vs B".
    """
    remembered = selection is None or len(selection) <= _REMEMBERED
    return (_remembered if remembered else _read)(selection, n_legs, bet_type, sportsbook)


def _read(selection: str | None, n_legs: int | None, bet_type: BetType | None, sportsbook: str | None) -> Selected:
    legs = tuple(in_book(leg_fields(leg), sportsbook) for leg in split_legs(selection)) if selection else ()
    count = n_legs or leg_count(bet_type or BetType.STRAIGHT, len(legs))
    only = legs[0] if count == len(legs) == 1 else _NOTHING  # of several legs, none is the bet's
    game = (only.home, only.away, only.period, only.line)
    return Selected(count, any(leg.live for leg in legs), only.market, only.side, only.subject, *game)


_remembered = lru_cache(maxsize=1 << 14)(_read)
