"""A month day by day, and the way to its neighbours."""

from datetime import date

from pikkit.performance.bankroll_curve import Day
from pikkit.performance.month_calendar import MonthCalendar, month_calendar

DAYS = (
    Day(date(2023, 12, 30), 2, 20.0, 5.0, 5.0, 0.0),
    Day(date(2024, 2, 1), 1, 10.0, -10.0, -5.0, 10.0),
    Day(date(2024, 2, 29), 3, 30.0, 12.5, 7.5, 0.0),
    Day(date(2024, 5, 6), 1, 10.0, 0.0, 7.5, 0.0),
)


def shown(month: date | None = None) -> MonthCalendar:
    found = month_calendar(DAYS, month)
    assert found
    return found


def test_the_newest_month_is_shown_first() -> None:
    assert (shown().first, shown().after) == (date(2024, 5, 1), None)


def test_weeks_begin_on_mondays_and_hold_every_day_of_the_month_once() -> None:
    february = shown(date(2024, 2, 17))
    days = [one.day for week in february.weeks for one in week if one]
    assert days == [date(2024, 2, day) for day in range(1, 30)]
    assert all(one is None or one.day.weekday() == place for week in february.weeks for place, one in enumerate(week))


def test_a_month_adds_up_and_leads_to_the_nearest_months_with_bets() -> None:
    february = shown(date(2024, 2, 1))
    assert (february.bets, february.stake, february.profit) == (4, 40.0, 2.5)
    assert (february.won_days, february.lost_days) == (1, 1)
    assert (february.before, february.after) == (date(2023, 12, 1), date(2024, 5, 1))


def test_a_month_without_bets_is_shown_empty_between_its_neighbours() -> None:
    january = shown(date(2024, 1, 1))
    assert (january.bets, january.before, january.after) == (0, date(2023, 12, 1), date(2024, 2, 1))


def test_without_bets_there_is_no_month() -> None:
    assert month_calendar((), date(2024, 1, 1)) is None
