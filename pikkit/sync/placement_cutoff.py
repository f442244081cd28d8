"""The moment before which bets were placed that a run reads."""

from datetime import datetime

from pikkit.base.errors import InputError

_ACCEPTED = "accepted: ISO 8601 with its time zone, 2026-01-31T18:30:00Z."


def read_as_of(text: str) -> datetime | None:
    """The moment that a text names; None for an empty one: bets of any time.

    Raises:
        InputError: It is no moment, or names no time zone.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"The moment {text!r} cannot be read; {_ACCEPTED}") from error
    if moment.tzinfo is None:
        raise InputError(f"The moment {text!r} names no time zone; {_ACCEPTED}")
    return moment
