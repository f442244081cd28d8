"""What bets can be divided by, as expressions over the copy."""

from collections.abc import Iterable

from pikkit.bets.odds_bands import ODDS_BANDS, odds_band_name

UNKNOWN = "unknown"
"""What a bet without a league, market, … is listed under."""

DIMENSIONS = {
    "sportsbook": "sportsbook",
    "sport": "sport",
    "league": "league",
    "market": "market",
    "odds_band": "odds_band",
    "month": "month",
    "bet_type": "bet_type",
}
"""Columns of the copy by what a caller says."""

IN_ORDER = frozenset({"odds_band", "month"})
"""Dimensions that are listed in their own order, not by size."""

BAND_NAMES = tuple(odds_band_name(band) for band in range(len(ODDS_BANDS) + 1))


def name_of(dimension: str, value: object) -> str:
    """What a group is called."""
    if value is None:
        return UNKNOWN
    return BAND_NAMES[int(str(value))] if dimension == "odds_band" else str(value)


def in_order(dimension: str, names: Iterable[str]) -> list[str]:
    """Names of groups as they are listed: bands by their prices, months by time, all others as they come."""
    if dimension not in IN_ORDER:
        return list(names)
    return sorted(names, key=lambda name: (BAND_NAMES.index(name) if name in BAND_NAMES else -1, name))


def value_of(dimension: str, name: str) -> str | int | None:
    """The column's value of a group's name; the other way round. A band that is none is -1, which no bet has."""
    if dimension == "odds_band":
        return BAND_NAMES.index(name) if name in BAND_NAMES else -1
    return None if name == UNKNOWN else name
