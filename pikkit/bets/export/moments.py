"""Dates and times as people and applications write them, as moments in UTC."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_NUMBERS = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ,]+(.*))?$")
_WORDS = ("%d %b %Y", "%b %d %Y", "%d %B %Y", "%B %d %Y")
_CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I %p")


def is_day_first(texts: Iterable[str]) -> bool | None:
    """Whether dates such as 13/4/2025 have the day first: what the dates that can only be one of the two say.

    Returns:
        None where none of them says, or some say the one and some the other.
    """
    matches = [match for text in texts if (match := _NUMBERS.match(text.strip()))]
    day, month = (any(int(match[part]) > 12 for match in matches) for part in (1, 2))
    return None if day == month else day


def is_in_doubt(text: str) -> bool:
    """Whether a date could have its day or its month first."""
    match = _NUMBERS.match(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12 and match[1] != match[2]


def to_iso(text: str, clock: str, formats: tuple[str, ...], zone: str, *, day_first: bool) -> str:
    """A moment as ISO 8601 in UTC; a text that is none stays as it is, for the reader to refuse.

    Args:
        text: A date, or a date and a time of day.
        clock: The time of day, where it has a column of its own.
        formats: More of ``strptime``'s formats.
        zone: Of a moment that names none.
        day_first: Whether 3/4 is in April.
    """
    moment = _moment(f"{text} {clock}".strip(), formats, day_first=day_first)
    if moment is None:
        return text
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(text: str, formats: tuple[str, ...], *, day_first: bool) -> datetime | None:
    for written in formats:
        try:
            return datetime.strptime(text, written)  # noqa: DTZ007 — the caller knows the zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if match := _NUMBERS.match(text):
        day, month = (match[1], match[2]) if day_first else (match[2], match[1])
        return _at(f"{day} {month} {match[3]}", ("%d %m %Y" if len(match[3]) == 4 else "%d %m %y",), match[4] or "")
    date, _, clock = _words(text)
    return _at(date, _WORDS, clock)


def _words(text: str) -> tuple[str, str, str]:
    """A date in words ("3 Apr 2025", "Apr 3, 2025") and the clock behind it."""
    parts = text.replace(",", " ").split()
    return " ".join(parts[:3]), " ", " ".join(parts[3:])


def _at(date: str, formats: tuple[str, ...], clock: str) -> datetime | None:
    clock = clock.strip().removesuffix("GMT").removesuffix("UTC").strip()
    for written in formats:
        for of_day in _CLOCKS if clock else ("",):
            try:
                return datetime.strptime(f"{date} {clock}".strip(), f"{written} {of_day}".strip())  # noqa: DTZ007
            except ValueError:
                continue
    return None
