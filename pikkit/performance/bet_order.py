"""In which order bets are listed."""

from dataclasses import dataclass
from typing import Self

from pikkit.base.errors import InputError

SORTED_BY = {
    "placed": "epoch_us(placed_at)",
    "bet": "coalesce(bet_info, bet_id)",
    "sportsbook": "sportsbook",
    "odds": "odds",
    "close": "closing_odds",
    "clv": "clv",
    "fair_clv": "fair_clv",
    "stake": "stake",
    "outcome": "outcome",
    "profit": "profit",
}
"""Expressions over the copy by the name of a column; those that may be unknown are numbers."""
_MAY_BE_UNKNOWN = frozenset({"close", "clv", "fair_clv", "profit"})
_BEYOND = 1e308
BET_ORDERS = tuple(order for name in SORTED_BY for order in (name, f"-{name}"))
"""What an order may be called: a column, smallest first, or with a minus the largest first."""
NEWEST_FIRST = "-placed"


@dataclass(frozen=True, slots=True)
class BetOrder:
    """Bets by one column; those that are alike in it by the moment they were placed at, bettor and id."""

    column: str
    descending: bool

    @classmethod
    def named(cls, name: str) -> Self:
        """The order of a name in ``BET_ORDERS``.

        Raises:
            InputError: There is no such order.
        """
        if name not in BET_ORDERS:
            raise InputError(f"Bets cannot be sorted by {name!r}; accepted: {', '.join(BET_ORDERS)}.")
        return cls(name.lstrip("-"), name.startswith("-"))

    @property
    def expression(self) -> str:
        """What is compared; an unknown number comes last, whichever end is first."""
        plain = SORTED_BY[self.column]
        if self.column not in _MAY_BE_UNKNOWN:
            return plain
        return f"coalesce({plain}, {-_BEYOND if self.descending else _BEYOND!r})"

    @property
    def clause(self) -> str:
        """For ORDER BY."""
        way = "DESC" if self.descending else "ASC"
        return ", ".join(f"{part} {way}" for part in (self.expression, "placed_at", "bettor", "bet_id"))

    @property
    def behind(self) -> str:
        """For WHERE: what comes after the bet of the parameters ``$at``, ``$at_placed``, ``$at_bettor``, ``$at_id``."""
        sign = "<" if self.descending else ">"
        return f"({self.expression}, placed_at, bettor, bet_id) {sign} ($at, $at_placed, $at_bettor, $at_id)"
