"""Features of the bet itself: its price, its market and its moment."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pikkit.features.definitions.feature import Columns, Feature, FeatureType, Floats, floats

MICROSECONDS_AN_HOUR = 3_600_000_000
SPORTS = ("soccer", "tennis", "baseball", "basketball", "football", "hockey")
MARKETS = ("moneyline", "spread", "total")
SIDES = ("home", "away", "draw", "over", "under")
SEGMENTS = (
    *(f"sport_{sport}" for sport in SPORTS),
    *(f"market_{market}" for market in MARKETS),
    *(f"side_{side}" for side in SIDES),
)
"""The features, 0 or 1, that say what kind of bet it is; a bet of an unknown kind has none of them."""


def price_logit(odds: Floats) -> Floats:
    """logit(1 / odds) of decimal odds above 1: the price on the scale the model adds up on."""
    return -np.log(np.maximum(odds - 1, 1e-9))


@dataclass(frozen=True)
class OneHot:
    """Whether a text column has a value: 1 or 0; called with the columns of n bets it gives shape (n,)."""

    column: str
    value: str

    def __call__(self, columns: Columns) -> Floats:
        """Its values for n bets, shape (n,)."""
        return np.asarray(columns[self.column] == self.value, dtype=np.float64)


def _hour(columns: Columns) -> Floats:
    return (floats(columns, "placed_at") // MICROSECONDS_AN_HOUR) % 24


def _weekday(columns: Columns) -> Floats:
    return (floats(columns, "placed_at") // (24 * MICROSECONDS_AN_HOUR) + 3) % 7


def _legs(columns: Columns) -> Floats:
    return floats(columns, "n_legs")


def _request(
    name: str, unit: str, meaning: str, compute: Callable[[Columns], Floats], without: str, *, whole: bool = True
) -> Feature:
    kind = FeatureType.INTEGER if whole else FeatureType.FLOAT
    return Feature(name, "request", unit, meaning, compute, without, type=kind)


def _is(column: str, value: str, meaning: str) -> Feature:
    return _request(
        f"{column}_{value}", "0 or 1", meaning, OneHot(column, value), f"0, also where the {column} is not known"
    )


ALWAYS = "always known"

REQUEST_FEATURES = (
    _request("price_logit", "log odds", "the price", lambda c: price_logit(floats(c, "odds")), ALWAYS, whole=False),
    _request("hour", "hour of day, UTC", "the hour the bet is placed", _hour, ALWAYS),
    _request("weekday", "0 = Monday", "the weekday the bet is placed", _weekday, ALWAYS),
    _request("is_live", "0 or 1", "a live bet", lambda c: floats(c, "live"), "0, also where nothing says so"),
    *(_is("sport", sport, sport) for sport in SPORTS),
    *(_is("market", market, f"the {market} market") for market in MARKETS),
    *(_is("side", side, f"the {side} side") for side in SIDES),
    _request("legs", "legs", "how many legs the bet has", _legs, ALWAYS),
    _request("is_parlay", "0 or 1", "a bet of several legs", lambda c: (_legs(c) > 1).astype(np.float64), ALWAYS),
    _request(
        "log_price_per_leg",
        "log(odds) / legs",
        "the price of a typical leg",
        lambda c: np.log(floats(c, "odds")) / np.maximum(_legs(c), 1.0),
        ALWAYS,
        whole=False,
    ),
)
