"""Who is at home in "A vs B": what is known of a book's habit."""

import re
from functools import lru_cache

from pikkit.bets.bet_info.known_teams import NORTH_AMERICAN, tables_of, teams_named
from pikkit.bets.names import canonical_sportsbook
from pikkit.bets.order import Order
from pikkit.bets.tables.vs_habits import HABITS, VISITORS_FIRST_FORMS, Habit

_FORMS = re.compile("|".join(VISITORS_FIRST_FORMS))


def names_visitors_first(text: str) -> bool:
    """Whether a leg is in the words of a book that names the visitors first ("Florida +1.5 goals Spread …")."""
    return ("s Spread" in text or "+ " in text) and _FORMS.search(text) is not None


@lru_cache(maxsize=1024)
def habit_of(sportsbook: str | None) -> Habit | None:
    """What the table knows of a book, in any spelling."""
    return HABITS.get(canonical_sportsbook(sportsbook)[0]) if sportsbook else None


def order_by_habit(habit: Habit | None, order: Order, first: str, second: str) -> tuple[Order, bool]:
    """How sure the order of two names is in a book of this habit, and whether they have to change places.

    Args:
        habit: The book's, None if it is not known.
        order: As the text alone says it.
        first: The name that is listed first.
        second: The other.
    """
    if order in (Order.SURE, Order.UNKNOWN):
        return order, False
    if habit is Habit.VISITORS_FIRST:
        return Order.HABIT, order is Order.LISTED
    if habit is Habit.HOME_FIRST:
        return Order.HABIT, order is Order.HABIT
    if habit is Habit.MIXED or (order is Order.LISTED and says_nothing(first, second)):
        return Order.UNKNOWN, False
    return order, False


@lru_cache(maxsize=1 << 14)
def says_nothing(first: str, second: str) -> bool:
    """Whether both may be teams of a league in which "vs" is written either way."""
    both = tables_of(teams_named(first)) & tables_of(teams_named(second))
    return bool(both) and both <= NORTH_AMERICAN
