"""Who stands first when a book writes "A vs B"."""

from enum import StrEnum


class Habit(StrEnum):
    """How a book lists the two teams of a game around "vs"."""

    HOME_FIRST = "home_first"
    VISITORS_FIRST = "visitors_first"
    MIXED = "mixed"
    """Both ways: the order says nothing."""


HABITS: dict[str, Habit] = {
    "DraftKings Pick6": Habit.VISITORS_FIRST,
    "Betr": Habit.VISITORS_FIRST,
    "Kalshi": Habit.VISITORS_FIRST,
    "PrizePicks": Habit.MIXED,
}
"""Canonical book to its habit; of the others none is known, and North American teams have no order there."""

VISITORS_FIRST_FORMS: tuple[str, ...] = (
    r"\b(?:goals|points|runs|games|sets|maps) Spread\b",
    r"\d\+\s[\u2013\u2014-]\s(?:No|Yes)\b",
)
"""Forms of words that only books have which name the visitors first (Kalshi's contracts), as regular expressions."""
