"""Periods given as times: ``1st Period (00:00-09:59)`` is the first ten minutes, ``(20:00-29:59)`` minutes 20-30."""

import re

_TIMES = re.compile(r"\b(\d{1,2}):(\d{2})\s?[-\u2013\u2014]\s?(\d{1,2}):(\d{2})\b")
_PERIODS = {"2nd period": 20, "3rd period": 40}
"""Minutes played before a period of hockey begins: times within it count from its own start, or from the game's."""
_LENGTH = 20


def minutes_told(text: str, period: str | None) -> str | None:
    """The period of a text that gives its times, None if it gives none or they are a time of day.

    Args:
        text: A leg.
        period: The part of the game that it names besides.
    """
    if (times := _TIMES.search(text)) is None:
        return None
    minute, second, last_minute, last_second = map(int, times.groups())
    last = last_minute + (last_second > 0)
    if second not in (0, 1) or last <= minute or last > _LONGEST:
        return None
    before = _PERIODS.get(period or "", 0) if last <= _LENGTH else 0
    first, last = minute + before, last + before
    return f"1st {last} minutes" if first == 0 else f"minutes {first}-{last}"


_LONGEST = 120
"""Minutes of the longest game."""
