"""The days of a month as a calendar shows them: weeks from Monday to Sunday, with what settled on each day."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pikkit.performance.bankroll_curve import Day


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the reader's time zone: the bets that settled on it and their profit; no bets, no profit."""

    day: date
    bets: int
    profit: float


@dataclass(frozen=True, slots=True)
class MonthCalendar:
    """A month.

    Attributes:
        first: Its first day.
        weeks: Each of seven days from Monday on; None is a day of another month.
        bets, stake, profit: Of the whole month.
        won_days, lost_days: Days that ended with a profit, and with a loss.
        before, after: The nearest months with settled bets on either side, by their first days; None at the ends.
    """

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    bets: int
    stake: float
    profit: float
    won_days: int
    lost_days: int
    before: date | None
    after: date | None


def month_calendar(days: Sequence[Day], month: date | None = None) -> MonthCalendar | None:
    """The calendar of a month, by any day of it, or of the newest one with settled bets; None without any bet.

    Args:
        days: Those of :class:`~pikkit.performance.Bankroll`, in their order.
        month: Any day of the month.
    """
    if not days:
        return None
    first = (month or days[-1].day).replace(day=1)
    end = (first + timedelta(days=31)).replace(day=1)
    inside = {one.day: one for one in days if first <= one.day < end}
    weeks = tuple(
        tuple(_day(day, inside) if day.month == first.month else None for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return MonthCalendar(
        first,
        weeks,
        bets=sum(one.bets for one in inside.values()),
        stake=sum(one.stake for one in inside.values()),
        profit=sum(one.profit for one in inside.values()),
        won_days=sum(one.profit > 0 for one in inside.values()),
        lost_days=sum(one.profit < 0 for one in inside.values()),
        before=next((one.day.replace(day=1) for one in reversed(days) if one.day < first), None),
        after=next((one.day.replace(day=1) for one in days if one.day >= end), None),
    )


def _day(day: date, known: dict[date, Day]) -> CalendarDay:
    one = known.get(day)
    return CalendarDay(day, one.bets, one.profit) if one else CalendarDay(day, 0, 0.0)
