"""Periods given as times: ``1st Period (00:00-09:59)`` is the first ten minutes."""

import re

_TIMES = re.compile(r"\b0?0:00\s?[-\u2013]\s?(\d{1,2}):(\d{2})\b")
_MINUTE = 60


def first_minutes(text: str) -> str | None:
    """The period of a text that gives its times from the start on, None if it gives none."""
    if (times := _TIMES.search(text)) is None:
        return None
    seconds = int(times[1]) * _MINUTE + int(times[2])
    return f"1st {-(-seconds // _MINUTE)} minutes"
