"""How figures are written for a bettor, and where his bankroll begins."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pikkit.money.number_languages import NUMBER_LANGUAGES

HOME = "*"
"""The bettor whose preferences hold for everybody who has none of his own, and for everybody's bets together."""
MOST_MONEY = 1e12
"""The largest amount that is taken for one."""

OddsNotation = Literal["decimal", "american", "fractional"]
Amount = Annotated[float, Field(gt=0, le=MOST_MONEY, allow_inf_nan=False)]
Bankroll = Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False)]
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def known_zone(name: str) -> str:
    """The name of a time zone.

    Raises:
        ValueError: There is none of that name.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is no time zone; accepted: names such as Europe/Berlin, America/New_York or UTC") from error
    return name


def _currency(text: object) -> object:
    if not isinstance(text, str) or not _CURRENCY.fullmatch(text := text.strip().upper()):
        raise ValueError("must be a currency's three letters, such as EUR, USD or GBP")
    return text


def _language(name: str) -> str:
    if name not in NUMBER_LANGUAGES:
        raise ValueError(f"is no language that numbers are written in here; accepted: {', '.join(NUMBER_LANGUAGES)}")
    return name


def past_day(value: object) -> object:
    """A day that has begun somewhere on Earth.

    Raises:
        ValueError: It is no day, or lies in the future.
    """
    if not isinstance(value, str | date) or (isinstance(value, str) and not _DAY.fullmatch(value)):  # 1.5 is no day
        raise ValueError("must be a day such as 2026-05-31")
    day = date.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(day, date) and not (date(1990, 1, 1) <= day <= _latest_day()):
        raise ValueError("must be a day from 1990-01-01 on and not in the future")
    return day


def _latest_day() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo("Etc/GMT-14")).date()


PastDay = Annotated[date, BeforeValidator(past_day)]


class Preferences(BaseModel):
    """What a bettor chose; null is "not chosen": then the home's choice holds, and without one the usual way."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    odds_format: OddsNotation | None = Field(default=None, description="How prices are written; usual: decimal")
    time_zone: Annotated[str, Field(max_length=100), AfterValidator(known_zone)] | None = Field(
        default=None, description="Whose days and hours, such as Europe/Berlin; usual: UTC", examples=["Europe/Berlin"]
    )
    currency: Annotated[str, BeforeValidator(_currency)] | None = Field(
        default=None, description="Of all his amounts (ISO 4217); none is converted", examples=["EUR"]
    )
    number_language: Annotated[str, AfterValidator(_language)] | None = Field(
        default=None, description="The language numbers are written in; usual: en", examples=["de"]
    )
    unit_size: Amount | None = Field(default=None, description="What one unit is, in his currency")
    starting_bankroll: Bankroll | None = Field(default=None, description="What he had when his bankroll began")
    bankroll_from: PastDay | None = Field(
        default=None, description="The day his bankroll began; null: before his first bet"
    )

    def over(self, home: "Preferences") -> "Preferences":
        """These, and where nothing was chosen the home's way of writing; money is nobody else's."""
        shared = ("odds_format", "time_zone", "currency", "number_language")
        chosen = {name: getattr(self, name) or getattr(home, name) for name in shared}
        return self.model_copy(update=chosen)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that holds."""
        return ZoneInfo(self.time_zone or "UTC")

    @property
    def zone_name(self) -> str:
        """What that zone is called."""
        return self.time_zone or "UTC"

    def today(self) -> date:
        """The day it is."""
        return datetime.now(self.zone).date()
