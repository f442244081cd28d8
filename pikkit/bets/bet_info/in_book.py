"""A leg as its book means it: who is at home in "A vs B"."""

from pikkit.bets.bet_info.habits import habit_of, order_by_habit
from pikkit.bets.bet_info.leg_fields import LegFields
from pikkit.bets.order import Order
from pikkit.bets.outcome import Side
from pikkit.bets.tables.vs_habits import Habit

_TURNED = {Side.HOME: Side.AWAY, Side.AWAY: Side.HOME}


def in_book(leg: LegFields, sportsbook: str | None, habit: Habit | None = None) -> LegFields:
    """The leg with home and away as the book lists them.

    Where a book's habit is not known and the two play in a league that is written either way, the order is unknown: the
    names stay as listed, but a side that is one of them is not known, so that nothing takes it for the home side.

    Args:
        leg: As its text alone was read.
        sportsbook: The book, in any spelling.
        habit: What was learned of it; None: what the table says.
    """
    if leg.order is None or leg.order is Order.SURE:
        return leg
    order, turned = order_by_habit(habit or habit_of(sportsbook), leg.order, leg.home or "", leg.away or "")
    if order is Order.UNKNOWN:
        return leg._replace(order=order, side=None if leg.side in _TURNED else leg.side)
    if not turned:
        return leg._replace(order=order)
    side = _TURNED.get(leg.side, leg.side) if leg.side else None
    return leg._replace(order=order, home=leg.away, away=leg.home, side=side)
