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
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What somebody sends is from EARLIEST on and before LATEST; what is stored may be older, by `pikkit.bets.limits`."""


def _no_text(value: object) -> object:
    if isinstance(value, bool | str | bytes):
        raise PydanticCustomError("whole_type", "Input should be a whole number")
    return value


def _written(value: object) -> object:
    if value is None or isinstance(value, datetime) or (isinstance(value, str) and _DATED.match(value)):
        return value
    raise PydanticCustomError("moment_type", "Input should be a moment such as 2026-01-31T18:30:00Z")


def _of_our_time(moment: datetime) -> datetime:
    """A moment of our time: then it is one in UTC, in microseconds and in nanoseconds of 64 bits, too."""
    if not EARLIEST <= moment < LATEST:
        bounds = {"first": f"{EARLIEST:%Y-%m-%d}", "end": f"{LATEST:%Y-%m-%d}"}
        raise PydanticCustomError("moment_type", "Input should be a moment from {first} on and before {end}", bounds)
    return moment


Number = Annotated[float, Strict()]
"""A number, whole or not, infinite and NaN too unless a field refuses them."""
Whole = Annotated[int, BeforeValidator(_no_text)]
"""A whole number; 2.0 is one."""
Flag = Annotated[bool, Strict()]
"""True or false."""
UtcMoment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
"""A moment of our time with its time zone, in whatever form pydantic reads one."""
Moment = Annotated[UtcMoment, BeforeValidator(_written)]
"""A moment with its time zone: a text such as 2026-01-31T18:30:00Z, or a ``datetime``."""
