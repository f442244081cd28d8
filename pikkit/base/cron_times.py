"""When a cron expression comes, by the clocks of a zone: as robfig/cron 1.2 says, the library of Kubeflow Pipelines.

Its algorithm is followed move by move (spec.go, Next), also where clocks are put forward or back: an hour that is left
out does not come that day, an hour that is there twice comes twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

YEARS = 5
"""A moment that is further away is said never to come."""


@dataclass(frozen=True, slots=True)
class Times:
    """The numbers that an expression allows; days of the week from Sunday, 0, to 6.

    Attributes:
        both: Whether a day must be one of ``days`` and of ``weekdays``; otherwise one of them is enough.
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    both: bool

    def has_day(self, at: datetime) -> bool:
        """Whether a date is meant, its month aside."""
        of_month, of_week = at.day in self.days, at.isoweekday() % 7 in self.weekdays
        return (of_month and of_week) if self.both else (of_month or of_week)


def next_time(times: Times, after: datetime, zone: tzinfo = UTC) -> datetime | None:
    """The first moment (UTC) after ``after``, an aware moment; None if there is none within five years."""
    began = after.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
    search = _Search(times, zone, began)
    limit = search.local.year + YEARS
    while search.local.year <= limit:
        if search.has_settled():
            return search.at
    return None


class _Search:
    """A moment that is moved on, field by field, until every field fits."""

    def __init__(self, times: Times, zone: tzinfo, at: datetime) -> None:
        self._times, self._zone = times, zone
        self._moved = False
        self.at = at

    @property
    def local(self) -> datetime:
        """What the clocks of the zone show, without the zone."""
        return self.at.astimezone(self._zone).replace(tzinfo=None)

    def has_settled(self) -> bool:
        """Move on to the next fit; False where a field began anew, so that the larger ones must be looked at again."""
        times = self._times
        return (
            self._settles(
                lambda at: at.month in times.months, self._to_month, self._add_month, lambda at: at.month == 1
            )
            and self._settles(times.has_day, self._to_day, self._add_day, lambda at: at.day == 1)
            and self._settles(
                lambda at: at.hour in times.hours, self._to_hour, lambda: self._add(3600), lambda at: at.hour == 0
            )
            and self._settles(
                lambda at: at.minute in times.minutes, self._to_minute, lambda: self._add(60), lambda at: at.minute == 0
            )
            and self._settles(lambda at: at.second == 0, lambda: None, lambda: self._add(1), lambda at: at.second == 0)
        )

    def _settles(
        self,
        fits: Callable[[datetime], bool],
        floor: Callable[[], None],
        step: Callable[[], None],
        is_anew: Callable[[datetime], bool],
    ) -> bool:
        while not fits(self.local):
            if not self._moved:
                self._moved = True
                floor()
            step()
            if is_anew(self.local):
                return False
        return True

    def _add(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    def _to_month(self) -> None:
        self._show(self.local.replace(day=1, hour=0, minute=0, second=0))

    def _to_day(self) -> None:
        self._show(self.local.replace(hour=0, minute=0, second=0))

    def _to_hour(self) -> None:
        self._show(self.local.replace(minute=0, second=0))

    def _to_minute(self) -> None:
        self.at = self.at.replace(second=0)

    def _add_month(self) -> None:
        local = self.local
        self._show(local.replace(year=local.year + local.month // 12, month=local.month % 12 + 1))

    def _add_day(self) -> None:
        self._show(self.local + timedelta(days=1))

    def _show(self, local: datetime) -> None:
        """Go to where the clocks show this, as Go's time.Date does where that is no moment, or two."""
        guess = local.replace(tzinfo=UTC)
        offset = self._offset(guess)
        self.at = guess - (self._offset(guess - offset) if offset else offset)

    def _offset(self, at: datetime) -> timedelta:
        return at.astimezone(self._zone).utcoffset() or timedelta()
