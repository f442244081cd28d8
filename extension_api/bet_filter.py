"""Which bets a request is about, as its address says it."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from pikkit.performance import BetFilter
from pikkit.performance.dimensions import DIMENSIONS

By = Literal[
    "",
    "sportsbook",
    "sport",
    "league",
    "market",
    "odds_band",
    "month",
    "weekday",
    "stake_size",
    "live",
    "bet_type",
    "tag",
]


def _day(text: object) -> object:
    if text in {"", "null"}:
        return None
    if isinstance(text, str) and not _ISO_DAY.fullmatch(text):  # pydantic would read 1.5 as seconds since 1970
        raise ValueError("must be a day such as 2024-05-31")
    return text


def _in_reach(day: date | None) -> date | None:
    if day is not None and day.year not in _YEARS:  # spans are added to days, and none may leave the calendar
        raise ValueError(f"must be a day of the years {_YEARS[0]} to {_YEARS[-1]}")
    return day


_YEARS = range(1900, 2200)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SCHEMA = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": ["", "null"]}, {"type": "null"}]}
Day = Annotated[date | None, BeforeValidator(_day), AfterValidator(_in_reach), WithJsonSchema(_SCHEMA)]
"""A day, or nothing: an empty field of a form."""


class FilterQuery(BaseModel):
    """Conditions on bets; all of them hold."""

    model_config = ConfigDict(extra="forbid")

    bettor: str = Field(default="", max_length=200, description="Whose bets, for operators; * is everybody's")
    since: Day = Field(default=None, description="The first day (of the caller's time zone) bets were placed on")
    until: Day = Field(default=None, description="The last day (of the caller's time zone) bets were placed on")
    sportsbook: str = Field(default="", max_length=200)
    sport: str = Field(default="", max_length=200)
    league: str = Field(default="", max_length=200)
    market: str = Field(default="", max_length=200)
    odds_band: str = Field(default="", max_length=40, examples=["1.80–2.00"])
    month: str = Field(default="", max_length=7, examples=["2024-05"])
    weekday: str = Field(default="", max_length=10, examples=["Saturday"])
    stake_size: str = Field(default="", max_length=40, examples=["10 to under 25"])
    live: Literal["", "live", "before the start"] = ""
    bet_type: Literal["", "straight", "parlay", "round_robin"] = ""
    tag: str = Field(default="", max_length=200, description="One of a bet's tags; unknown: it has none")
    settled_on: Day = Field(default=None, description="The day bets were settled on")
    outcome: Literal[
        "", "open", "win", "loss", "push", "void", "cash_out", "half_win", "half_loss", "part_win", "unknown"
    ] = ""

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since must not be later than until")
        return self

    def for_bettor(self, bettor: str | None, text: str = "") -> BetFilter:
        """The filter of these conditions on one bettor's bets, or everybody's."""
        given = {name: getattr(self, name) for name in DIMENSIONS}
        return BetFilter(
            bettor=bettor,
            since=self.since,
            until=self.until,
            settled_on=self.settled_on,
            outcome=self.outcome,
            text=text,
            **given,
        )
