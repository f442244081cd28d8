"""Kinds of values as JSON tells them apart: a number in quotes is a text, and true is no number.

pydantic reads "2", true and 1e9 as numbers, flags and moments too, which no schema says. A field of these kinds takes
what its schema says, and from Python what stands for it.
"""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Strict
from pydantic_core import PydanticCustomError

_DATED = re.compile(r"\s*\d{4}-")


def _no_text(value: object) -> object:
    if isinstance(value, bool | str | bytes):
        raise PydanticCustomError("whole_type", "Input should be a whole number")
    return value


def _written(value: object) -> object:
    if value is None or isinstance(value, datetime) or (isinstance(value, str) and _DATED.match(value)):
        return value
    raise PydanticCustomError("moment_type", "Input should be a moment such as 2026-01-31T18:30:00Z")


def _of_calendar(moment: datetime) -> datetime:
    """A moment that is one in UTC, too: the first and last hours of the calendar are not, in some time zones."""
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("moment_type", "Input should be a moment of the years 1 to 9999 in UTC") from None
    return moment


Number = Annotated[float, Strict()]
"""A number, whole or not, infinite and NaN too unless a field refuses them."""
Whole = Annotated[int, BeforeValidator(_no_text)]
"""A whole number; 2.0 is one."""
Flag = Annotated[bool, Strict()]
"""True or false."""
UtcMoment = Annotated[AwareDatetime, AfterValidator(_of_calendar)]
"""A moment with its time zone, in whatever form pydantic reads one."""
Moment = Annotated[UtcMoment, BeforeValidator(_written)]
"""A moment with its time zone: a text such as 2026-01-31T18:30:00Z, or a ``datetime``."""
