"""Features of the bet itself: its price, its market and its moment."""

from collections.abc import Callable

import numpy as np

from pikkit.features.feature import Columns, Feature, Floats, floats

MICROSECONDS_AN_HOUR = 3_600_000_000
SPORTS = ("soccer", "tennis", "baseball", "basketball", "football", "hockey")
MARKETS = ("moneyline", "spread", "total")
SIDES = ("home", "away", "draw", "over", "under")


def price_logit(odds: Floats) -> Floats:
    """logit(1 / odds) of decimal odds above 1: the price on the scale the model adds up on."""
    return -np.log(np.maximum(odds - 1, 1e-9))


def _one_hot(column: str, value: str) -> Callable[[Columns], Floats]:
    def compute(columns: Columns) -> Floats:
        return np.asarray(columns[column] == value, dtype=np.float64)

    return compute


def _hour(columns: Columns) -> Floats:
    return (floats(columns, "placed_at") // MICROSECONDS_AN_HOUR) % 24


def _weekday(columns: Columns) -> Floats:
    return (floats(columns, "placed_at") // (24 * MICROSECONDS_AN_HOUR) + 3) % 7


REQUEST_FEATURES = (
    Feature("price_logit", "request", "log odds", "the price", lambda c: price_logit(floats(c, "odds"))),
    Feature("hour", "request", "hour of day, UTC", "the hour the bet is placed", _hour),
    Feature("weekday", "request", "0 = Monday", "the weekday the bet is placed", _weekday),
    Feature("is_live", "request", "0 or 1", "a live bet", lambda c: floats(c, "live")),
    *(Feature(f"sport_{s}", "request", "0 or 1", f"{s}", _one_hot("sport", s)) for s in SPORTS),
    *(Feature(f"market_{m}", "request", "0 or 1", f"the {m} market", _one_hot("market", m)) for m in MARKETS),
    *(Feature(f"side_{s}", "request", "0 or 1", f"the {s} side", _one_hot("side", s)) for s in SIDES),
)
