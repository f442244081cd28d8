"""Figures as texts."""

from datetime import date, datetime

from pikkit.performance import Estimate

NONE = "–"


def count(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def money(value: float | None, *, signed: bool = False) -> str:
    """1,234 or 12.34, in the bettor's currency."""
    if value is None:
        return NONE
    text = f"{abs(value):,.0f}" if abs(value) >= 1000 else f"{abs(value):,.2f}"
    sign = "−" if value < 0 and text.strip("0.,") else "+" if signed and value > 0 else ""
    return sign + text


def percent(value: float | None, *, signed: bool = False, digits: int = 1) -> str:
    """12.3 %."""
    if value is None:
        return NONE
    text = f"{abs(100 * value):.{digits}f}"
    sign = "−" if value < 0 and text.strip("0.") else "+" if signed and value > 0 else ""
    return f"{sign}{text} %"


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
    """1.91."""
    return NONE if value is None else f"{value:.2f}"


def moment(value: datetime | None) -> str:
    """2024-05-23 20:48, UTC."""
    return NONE if value is None else f"{value:%Y-%m-%d %H:%M}"


def day(value: date | None) -> str:
    """2024-05-23."""
    return NONE if value is None else f"{value:%Y-%m-%d}"


def plain(name: str) -> str:
    """odds_band as "odds band"."""
    return name.replace("_", " ")
