"""A moment that comes again, as five cron fields, in UTC: minute, hour, day of the month, month, day of the week."""

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cron:
    """A checked cron expression.

    Days of the week are always kept as names: 0 is Sunday to cron and to Kubeflow Pipelines, and Monday to APScheduler.
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
            InputError: They cannot be read.
        """
        fields = text.lower().split()
        if len(fields) != len(_FIELDS):
            raise InputError(
                f"The schedule {text!a} has {len(fields)} fields; it needs minute, hour, day of the month, month and "
                'day of the week, such as "0 2 * * *" for every day at 02:00 UTC.'
            )
        return cls(*(_checked(field, *rule) for field, rule in zip(fields, _FIELDS, strict=True)))

    @property
    def kubeflow(self) -> str:
        """The six fields of Kubeflow Pipelines (robfig/cron with seconds)."""
        return f"0 {self}"

    def __str__(self) -> str:
        return f"{self.minute} {self.hour} {self.day} {self.month} {self.weekday}"


def _checked(field: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> str:
    return ",".join(_part(part, meaning, least, most, names) for part in field.split(","))


def _part(part: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> str:
    found = _PART.fullmatch(part)
    if not found or (found["first"] == "*" and found["last"]) or found["step"] == "0":
        raise InputError(f"The {meaning} {part!a} of a schedule cannot be read.")
    ends = [
        _value(end, meaning, least, most, names) for end in (found["first"], found["last"]) if end not in (None, "*")
    ]
    if ends != sorted(ends):
        raise InputError(f"The {meaning} {part!a} of a schedule ends before it begins.")
    if names is DAYS and ends:  # a list: schedulers disagree on where a week begins
        return ",".join(DAYS[day % 7] for day in range(ends[0], ends[-1] + 1, int(found["step"] or 1)))
    said = "-".join(map(str, ends)) or "*"
    return f"{said}/{found['step']}" if found["step"] else said


def _value(text: str, meaning: str, least: int, most: int, names: tuple[str, ...]) -> int:
    value = names.index(text) + least if text in names else int(text) if text.isascii() and text.isdigit() else -1
    if not least <= value <= most:
        named = f", or {names[0]} to {names[-1]}" if names else ""
        raise InputError(f"The {meaning} {text!a} of a schedule must be {least} to {most}{named}.")
    return value
