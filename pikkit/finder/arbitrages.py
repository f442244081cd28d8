"""Markets whose best prices of all sides, at two books or more, cost less than they surely pay."""

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from pikkit.finder.price_board import PriceBoard
from pikkit.finder.priced_selection import PricedSelection, priced_selection


class StakedSelection(PricedSelection):
    """A selection, and what to stake on it."""

    stake: float = Field(description="Share of the whole stake")


class Arbitrage(BaseModel):
    """Every side of a market, staked so that each pays the same."""

    model_config = ConfigDict(frozen=True)

    legs: list[StakedSelection]
    profit: float = Field(description="Of the whole stake, whichever side wins")
    age_minutes: float = Field(description="Of the oldest price")

    @property
    def key(self) -> str:
        """What makes it the same one: its selections and books."""
        return "-".join(leg.key[:12] for leg in self.legs)


def equal_payout(odds: Sequence[float]) -> list[float]:
    """The shares of a stake, adding up to 1, that pay the same at each of the prices."""
    implied = 1 / np.asarray(odds, dtype=np.float64)
    return [float(share) for share in implied / implied.sum()]


def arbitrages(board: PriceBoard, mine: np.ndarray, min_profit: float = 0.0) -> list[Arbitrage]:
    """All of them, the most profitable first.

    Args:
        board: What is on offer.
        mine: Which books can be bet at, shape (b,).
        min_profit: More than this share of the whole stake is to be won.
    """
    odds = np.where(mine[None, :, None] & ~np.isnan(board.odds), board.odds, 0.0)
    best, sides = odds.max(axis=1, initial=0.0), board.sides
    with np.errstate(divide="ignore"):
        implied = 1 / best
    implied[sides == 2, 2] = 0.0
    sure = []
    for market in np.flatnonzero(1 / implied.sum(axis=1) - 1 > min_profit).tolist():
        books = board.best_book(odds[market, :, : sides[market]]).tolist()
        if len(set(books)) > 1:
            sure.append(_arbitrage(board, market, books))
    return sorted(sure, key=lambda one: -one.profit)


def _arbitrage(board: PriceBoard, market: int, books: list[int]) -> Arbitrage:
    sold = [priced_selection(board, market, book, slot) for slot, book in enumerate(books)]
    return Arbitrage(
        legs=staked(sold),
        profit=1 / sum(1 / one.odds for one in sold) - 1,
        age_minutes=max(one.age_minutes for one in sold),
    )


def staked(sold: Sequence[PricedSelection]) -> list[StakedSelection]:
    """Selections with the stakes that pay the same."""
    shares = equal_payout([one.odds for one in sold])
    return [StakedSelection(**one.model_dump(), stake=share) for one, share in zip(sold, shares, strict=True)]
