"""What bets can be divided by, as expressions over the copy."""

import calendar
from collections.abc import Iterable
from itertools import pairwise

from pikkit.bets.odds_bands import ODDS_BANDS, odds_band_name

UNKNOWN = "unknown"
"""What a bet without a league, market, … is listed under."""
UNTAGGED = "no tag"
"""What a bet without a tag is listed under: nothing is unknown of it."""

STAKE_EDGES = (5, 10, 25, 50, 100, 250, 500, 1000)
"""Where one size of stakes ends and the next begins, in the bettor's currency."""
STAKE_SIZES = (
    f"under {STAKE_EDGES[0]}",
    *(f"{low} to under {high}" for low, high in pairwise(STAKE_EDGES)),
    f"{STAKE_EDGES[-1]} and more",
)
_SIZES = "CASE {} WHEN stake IS NOT NULL THEN '{}' END".format(
    " ".join(f"WHEN stake < {edge} THEN '{name}'" for edge, name in zip(STAKE_EDGES, STAKE_SIZES[:-1], strict=True)),
    STAKE_SIZES[-1],
)

DIMENSIONS = {
    "sportsbook": "sportsbook",
    "sport": "sport",
    "league": "league",
    "market": "market",
    "odds_band": "odds_band",
    "month": "month",
    "weekday": "dayname(day)",
    "stake_size": _SIZES,
    "live": "CASE WHEN live THEN 'live' ELSE 'before the start' END",
    "bet_type": "bet_type",
    "tag": "coalesce(nullif(list_distinct(list_filter(list_transform(string_split(tags, ','), lambda one: trim(one)), "
    "lambda one: one <> '')), []), [NULL])",
}
"""Expressions over the copy by what a caller says; days of the week are those of the time zone of who asks."""
SEVERAL = frozenset({"tag"})
"""Dimensions whose expression is a list: a bet is in each of its groups, which do not add up to the total."""

BAND_NAMES = tuple(odds_band_name(band) for band in range(len(ODDS_BANDS) + 1))
_ORDERS = {"odds_band": BAND_NAMES, "weekday": tuple(calendar.day_name), "stake_size": STAKE_SIZES}

IN_ORDER = frozenset({"month", *_ORDERS})
"""Dimensions that are listed in their own order, not by size."""


def name_of(dimension: str, value: object) -> str:
    """What a group is called."""
    if value is None:
        return _without(dimension)
    return BAND_NAMES[int(str(value))] if dimension == "odds_band" else str(value)


def in_order(dimension: str, names: Iterable[str]) -> list[str]:
    """Names of groups as they are listed: bands by their prices, months and days by time, all others as they come."""
    if dimension not in IN_ORDER:
        return list(names)
    order = _ORDERS.get(dimension, ())
    return sorted(names, key=lambda name: (order.index(name) if name in order else -1, name))


def value_of(dimension: str, name: str) -> str | int | None:
    """The column's value of a group's name; the other way round. A band that is none is -1, which no bet has."""
    if dimension == "odds_band":
        return BAND_NAMES.index(name) if name in BAND_NAMES else -1
    return None if name == _without(dimension) else name


def _without(dimension: str) -> str:
    return UNTAGGED if dimension == "tag" else UNKNOWN
