"""Two lines of one thing, over the lower and under the higher: both win where the result falls between.

Only half points are looked at: there no stake is returned, and the chance of both is the difference of two chances.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from pikkit.finder.arbitrages import StakedSelection, staked
from pikkit.finder.price_board import PriceBoard
from pikkit.finder.priced_selection import priced_selection
from pikkit.quotes.offers import Floats


class Middle(BaseModel):
    """Two selections of which one wins at least, and both within ``low`` and ``high``."""

    model_config = ConfigDict(frozen=True)

    legs: list[StakedSelection]
    low: float = Field(description="Both win above this total, or home's margin")
    high: float = Field(description="… and below this")
    chance: float = Field(description="Of both, by all books' consensus")
    cost: float = Field(description="Of the whole stake, lost where one wins; below 0 it is a profit")
    ev: float = Field(description="Expected profit a unit of the whole stake")
    age_minutes: float = Field(description="Of the older price")

    @property
    def key(self) -> str:
        """What makes it the same one."""
        return "-".join(leg.key[:12] for leg in self.legs)


def middles(board: PriceBoard, mine: np.ndarray, min_ev: float) -> list[Middle]:
    """Those worth enough, the best first.

    Args:
        board: What is on offer.
        mine: Which books can be bet at, shape (b,).
        min_ev: The least expected profit a unit of the whole stake.
    """
    chance = _chances(board)
    odds = np.where(mine[None, :, None] & ~np.isnan(board.odds), board.odds, 0.0)
    candidates = [_middle(board, odds, chance, low, high) for low, high in _pairs(board)]
    return sorted((one for one in candidates if one is not None and one.ev >= min_ev), key=lambda one: -one.ev)


def _chances(board: PriceBoard) -> Floats:
    """The chance of each market's first side by all books, NaN without, shape (m,)."""
    there = ~np.isnan(board.logits[:, :, 0])
    count = there.sum(axis=1)
    mean = np.where(there, board.logits[:, :, 0], 0.0).sum(axis=1) / np.where(count, count, np.nan)
    return np.asarray(1 / (1 + np.exp(-mean)))


def _pairs(board: PriceBoard) -> Iterator[tuple[int, int]]:
    """Two markets of one thing, the one with the lower threshold first."""
    families: dict[tuple[int, ...], list[tuple[float, int]]] = defaultdict(list)
    markets = board.offers.markets
    for market in np.flatnonzero(~np.isnan(board.odds[:, :, 0]).all(axis=1)).tolist():
        spread = "spread" in markets.names[int(markets.name[market])]
        line = float(markets.line[market])
        if (spread or int(markets.kind[market]) == 1) and (2 * line) % 2 == 1:
            codes = (markets.event, markets.name, markets.period, markets.subject)
            threshold = -line if spread else line
            families[tuple(int(code[market]) for code in codes)].append((threshold, market))
    for family in families.values():
        ordered = [market for _, market in sorted(family)]
        yield from ((low, high) for place, low in enumerate(ordered) for high in ordered[place + 1 :])


def _middle(board: PriceBoard, odds: Floats, chance: Floats, low: int, high: int) -> Middle | None:
    """Over the lower and under the higher at their best prices; None where it cannot be bet, or has no chance."""
    over, under = int(board.best_book(odds[low, :, 0])), int(board.best_book(odds[high, :, 1]))
    if odds[low, over, 0] <= 1 or odds[high, under, 1] <= 1 or over == under:
        return None
    between = float(chance[low] - chance[high])
    if not between > 0:
        return None
    sold = [priced_selection(board, low, over, 0), priced_selection(board, high, under, 1)]
    pays = 1 / sum(1 / one.odds for one in sold)
    sign = -1 if "spread" in sold[0].market else 1
    return Middle(
        legs=staked(sold),
        low=sign * float(board.offers.markets.line[low]),
        high=sign * float(board.offers.markets.line[high]),
        chance=between,
        cost=1 - pays,
        ev=pays * (1 + between) - 1,
        age_minutes=max(one.age_minutes for one in sold),
    )
