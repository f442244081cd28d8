"""How sure it is which of two teams is at home."""

from enum import StrEnum


class Order(StrEnum):
    """How sure it is which of the two names is at home."""

    SURE = "sure"
    """The text says so: the names are joined by "@" or "at"."""
    LISTED = "listed"
    """The names are joined by "vs": the first is taken for the home side, as long as no habit of the book is known."""
    HABIT = "habit"
    """The names are joined by "vs", and it is known how this book writes."""
    UNKNOWN = "unknown"
    """The names are joined by "vs", and this book writes both ways."""
