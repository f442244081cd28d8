"""Which two periods a request compares."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from pikkit.base.errors import InputError
from pikkit.extension_api.bet_filter import Day, FilterQuery
from pikkit.extension_api.request_preferences import request_preferences

DAYS = 30
"""How long periods are that nobody gave."""
Period = tuple[date, date]
"""The first and the last day, both inclusive."""


class PeriodsQuery(FilterQuery):
    """Two periods, and conditions on the bets of both; ``since`` and ``until`` are the second, later one's."""

    before_since: Day = Field(default=None, description="The first day of the first period")
    before_until: Day = Field(default=None, description="The last day of the first period")

    @model_validator(mode="after")
    def _first_period_in_order(self) -> Self:
        if self.before_since and self.before_until and self.before_since > self.before_until:
            raise ValueError("before_since must not be later than before_until")
        return self

    def periods(self, newest: date | None, today: date | None = None) -> tuple[Period, Period]:
        """The first and the second period; what was not given follows from what was.

        Without a beginning the second one is 30 days long, without an end it ends today, or with the newest bet if
        that is older and no beginning was given; the first one is as long and ends the day before.

        Raises:
            InputError: They share a day.
        """
        now = today or request_preferences().today()
        end = self.until or (now if self.since else min(newest or now, now))
        start = self.since or end - timedelta(days=DAYS - 1)
        end = max(end, start)
        before_end = self.before_until or (self.before_since and self.before_since + (end - start))
        before_end = before_end or start - timedelta(days=1)
        before = self.before_since or before_end - (end - start)
        if before <= end and start <= before_end:
            raise InputError(
                f"The periods {before} to {before_end} and {start} to {end} share days; accepted: two that share none."
            )
        return (before, before_end), (start, end)

    def conditions(self, period: Period) -> FilterQuery:
        """The same conditions on one of the periods."""
        given = self.model_dump(exclude={"before_since", "before_until", "since", "until"})
        return FilterQuery(**given, since=period[0], until=period[1])
