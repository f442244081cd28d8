"""Figures as texts, written as whoever reads the page chose (``pikkit.money.preferences``)."""

from datetime import date, datetime

from pikkit.extension_api.request_preferences import request_preferences
from pikkit.money.figure_writing import FigureWriting, figure_writing
from pikkit.performance import Estimate

NONE = "–"
FIXED_SPACE = "\u00a0"


def count(value: int) -> str:
    """12,345."""
    return _writing().number(value)


def number(value: float | None, digits: int = 2, *, signed: bool = False) -> str:
    """12.34."""
    return NONE if value is None else _writing().number(value, digits, signed=signed)


def money(value: float | None, *, signed: bool = False) -> str:
    """1,234 or 12.34, in the bettor's currency: €12.34 where one is chosen."""
    return NONE if value is None else _writing().money(value, signed=signed)


def percent(value: float | None, *, signed: bool = False, digits: int = 1) -> str:
    """12.3 %, which no line breaks before the sign."""
    return NONE if value is None else _writing().percent(value, digits, signed=signed).replace(" ", FIXED_SPACE)


def points(value: float | None) -> str:
    """+1.2 points: a difference of shares."""
    return NONE if value is None else percent(value, signed=True).removesuffix(f"{FIXED_SPACE}%")


def short_money(value: float) -> str:
    """+123, −1.2k, +34k: what fits a day of a calendar on a phone."""
    size = abs(value)
    if size < 999.5:
        return number(value, 0, signed=True)
    return number(value / 1000, 1 if size < 9950 else 0, signed=True) + "k"


def interval(estimate: Estimate, *, signed: bool = False) -> str:
    """−1.2 % to +3.4 %; empty where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{percent(estimate.low, signed=signed)} to {percent(estimate.high, signed=signed)}"


def with_interval(estimate: Estimate, *, signed: bool = False) -> str:
    """+1.1 % (−1.2 % to +3.4 %)."""
    between = interval(estimate, signed=signed)
    return percent(estimate.value, signed=signed) + (f" ({between})" if between else "")


def price(value: float | None) -> str:
    """1.91, −110 or 10/11."""
    return NONE if value is None else _writing().price(value)


def moment(value: datetime | None) -> str:
    """2024-05-23 20:48, by the reader's clock; ``zone`` says which."""
    return NONE if value is None else f"{_writing().local(value):%Y-%m-%d %H:%M}"


def zone() -> str:
    """What the reader's time zone is called: UTC, Europe/Berlin."""
    return _writing().zone_name


def day(value: date | None) -> str:
    """2024-05-23; of a moment, the reader's day."""
    if value is None:
        return NONE
    return f"{_writing().local(value) if isinstance(value, datetime) else value:%Y-%m-%d}"


def plain(name: str) -> str:
    """odds_band as "odds band"."""
    return name.replace("_", " ")


def _writing() -> FigureWriting:
    return figure_writing(request_preferences())
