"""Since when, in words: a number of days or a date."""

import re
from datetime import UTC, datetime, timedelta

from pikkit.base.errors import InputError

_DAYS = re.compile(r"(\d{1,5})\s*d(ays?)?")


def read_since(text: str, newest: datetime) -> datetime:
    """The moment that ``--since`` means (UTC).

    Args:
        text: "30d" (before the newest bet), or a date or moment in ISO form, UTC if it has no time zone.
        newest: When the newest bet was placed.

    Raises:
        InputError: It is neither.
    """
    days = _DAYS.fullmatch(text.strip().lower())
    if days:
        return newest - timedelta(days=int(days[1]))
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(
            f"{text!r} is no time to check since; accepted: a number of days such as 30d, or a date such as 2026-11-01."
        ) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
