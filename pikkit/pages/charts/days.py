"""An axis of days."""

from collections.abc import Iterator
from datetime import date, timedelta

from pikkit.pages.charts.scale import Scale

_STEPS = (1, 2, 3, 6, 12, 24, 60)
"""Months between marks."""


def day_number(day: date) -> float:
    """Where a day lies on the axis."""
    return float(day.toordinal())


def day_scale(first: date, last: date, marks: int = 7) -> Scale:
    """A scale from one day to another, marked at the first days of months (of days, within two months)."""
    last = max(last, first + timedelta(days=1))
    if (last - first).days <= 62:
        step = max(1, -(-(last - first).days // marks))
        days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
        return Scale(day_number(first), day_number(last), tuple((day_number(day), f"{day:%d %b}") for day in days))
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS if months / step <= marks), _STEPS[-1])
    named = tuple(
        (day_number(day), f"{day:%Y}" if step >= 12 else f"{day:%b %Y}") for day in _firsts(first, last, step)
    )
    return Scale(day_number(first), day_number(last), named)


def _firsts(first: date, last: date, step: int) -> Iterator[date]:
    """First days of every ``step``-th month, counted from January."""
    month = first.year * 12 + first.month - 1
    for number in range(month, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % step == 0 and day >= first:
            yield day
