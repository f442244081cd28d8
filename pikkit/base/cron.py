"""A moment that comes again, as five cron fields: minute, hour, day of the month, month, day of the week.

The meaning is crontab's: a day is meant if the day of the month *or* the day of the week is, once neither of the two
fields begins with a star; otherwise if both are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from pikkit.base.cron_times import Times, next_time
from pikkit.base.errors import InputError

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIELDS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 7, DAYS),
)
_PART = re.compile(r"(?P<first>\*|\w+)(-(?P<last>\w+))?(/(?P<step>\d+))?")
_YEARS = range(2024, 2032)
"""Every kind of year that a schedule may be looked at from: the calendar's leap years come every four."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A checked cron expression that comes within five years, whenever it is looked at.

    Days of the week are kept as names where they are not all, so that no scheduler counts them from another day.
    """

    minute: str
    hour: str
    day: str
    month: str
    weekday: str

    @classmethod
    def parse(cls, text: str) -> "Cron":
        """Read five fields, each made of *, numbers, names, ranges, lists and steps.

        Raises:
            InputError: They cannot be read, or the moment never comes.
        """
        fields = text.lower().split()
        if len(fields) != len(_FIELDS):
            raise InputError(
                f"The schedule {text!a} has {len(fields)} fields; it needs minute, hour, day of the month, month and "
                'day of the week, such as "0 2 * * *" for every day at 02:00.'
            )
        cron = cls(*(_checked(field, *rule) for field, rule in zip(fields, _FIELDS, strict=True)))
        if any(cron.after(datetime(year, 1, 1, tzinfo=UTC)) is None for year in _YEARS):
            raise InputError(f"The schedule {text!a} does not come within five years: no such day, such as 31 2.")
        return cron

    @property
    def kubeflow(self) -> str:
        """The six fields of Kubeflow Pipelines (robfig/cron with seconds)."""
        return f"0 {self}"

    def after(self, moment: datetime, zone: tzinfo = UTC) -> datetime | None:
        """The first time after a moment, by the clocks of a zone; None if there is none within five years."""
        return next_time(self._times, moment, zone)

    @property
    def _times(self) -> Times:
        fields = (self.minute, self.hour, self.day, self.month, self.weekday)
        minutes, hours, days, months, weekdays = (
            frozenset(_numbers(field, rule[1], rule[2], rule[3])) for field, rule in zip(fields, _FIELDS, strict=True)
        )
        both = any(part.startswith("*") for field in (self.day, self.weekday) for part in field.split(","))
        return Times(minutes, hours, days, months, frozenset(day % 7 for day in weekdays), both)

    def __str__(self) -> str:
        return f"{self.minute} {self.hour} {self.day} {self.month} {self.weekday}"


def _checked(field: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> str:
    return ",".join(_part(part, meaning, least, most, names) for part in field.split(","))


def _part(part: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> str:
    match = _PART.fullmatch(part)
    if not match or (match["first"] == "*" and match["last"]) or (match["step"] and int(match["step"]) == 0):
        raise InputError(f"The {meaning} {part!a} of a schedule cannot be read.")
    if match["first"] == "*":
        return part
    first = _value(match["first"], meaning, least, most, names)
    last = _value(match["last"], meaning, least, most, names) if match["last"] else first
    if first > last:
        raise InputError(f"The {meaning} {part!a} of a schedule ends before it begins.")
    if match["step"] and not match["last"]:  # 5/15 means 5-59/15, in crontab and in robfig/cron
        last = most - (names is DAYS)
    if names is DAYS:  # a list: schedulers disagree on where a week begins
        return ",".join(DAYS[day % 7] for day in range(first, last + 1, int(match["step"] or 1)))
    return (f"{first}-{last}" if last > first else f"{first}") + (f"/{match['step']}" if match["step"] else "")


def _value(text: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> int:
    value = names.index(text) + least if text in names else int(text) if text.isascii() and text.isdigit() else -1
    if not least <= value <= most:
        named = f", or {names[0]} to {names[-1]}" if names else ""
        raise InputError(f"The {meaning} {text!a} of a schedule must be {least} to {most}{named}.")
    return value


def _numbers(field: str, least: int, most: int, names: tuple[str, ...]) -> Iterable[int]:
    """What a checked field means; a star goes through a week once, from 0 to 6."""
    for part in field.split(","):
        span, _, step = part.partition("/")
        if span == "*":
            yield from range(least, most + (names is not DAYS), int(step or 1))
        elif span in names:
            yield names.index(span) + least
        else:
            first, _, last = span.partition("-")
            yield from range(int(first), int(last or first) + 1, int(step or 1))
