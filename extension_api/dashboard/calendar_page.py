"""The days of a month: what settled on each, and what it came to."""

from datetime import date

from flask import render_template
from pydantic import Field

from pikkit.extension_api.bet_filter import FilterQuery
from pikkit.extension_api.dashboard.asking import asked
from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.extension_api.dashboard.words import short_money
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.performance import BetFilter
from pikkit.performance.month_calendar import month_calendar


class CalendarQuery(FilterQuery):
    """Which bets, and which month is shown."""

    shown: str = Field(default="", pattern=r"^(|[12]\d{3}-(0[1-9]|1[0-2]))$", description="A month such as 2024-05")


@blueprint.get("/calendar")
def calendar() -> str:
    """Show a month day by day."""
    query, bettor = asked(CalendarQuery), bettor_asked()
    reader = performance_reader()
    days = reader.bankroll(query.for_bettor(bettor)).days
    month = date.fromisoformat(f"{query.shown}-01") if query.shown else None
    return render_template(
        "dashboard/calendar.html",
        title="Over time",
        asked=query,
        choices=reader.choices(BetFilter(bettor=bettor)),
        month=month_calendar(days, month),
        short_money=short_money,
        newest=days[-1].day.replace(day=1) if days else None,
    )
