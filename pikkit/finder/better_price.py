"""Where the same selection pays more now."""

from datetime import datetime

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from pikkit.base.sql_moments import datetime_of
from pikkit.finder.price_board import PriceBoard
from pikkit.quotes.matched import match_to_offers
from pikkit.quotes.offers import Floats
from pikkit.quotes.placed_bets import PlacedBets

LEAST = 0.005
"""Two prices that differ by less are one, as they are written."""


class BetterPrice(BaseModel):
    """The best price of another book for the same selection, at the same line."""

    model_config = ConfigDict(frozen=True)

    sportsbook: str
    odds: float = Field(description="Decimal")
    observed_at: datetime = Field(description="When it was seen on offer")


def better_prices(board: PriceBoard, bets: PlacedBets) -> list[BetterPrice | None]:
    """The best price that is better than each bet's own; None where none on the board is.

    What cannot be taken or is a palpable error is not on the board.

    Args:
        board: What is on offer.
        bets: At the prices they could be placed at now.
    """
    at = match_to_offers(bets, board.index, board.offers).selections
    own = bets.own_books(board.offers.books)
    places = zip(at.market.tolist(), at.slot.tolist(), own.tolist(), bets.odds.tolist(), strict=True)
    return [None if market < 0 else _better(board, market, slot, book, odds) for market, slot, book, odds in places]


def _better(board: PriceBoard, market: int, slot: int, own: int, odds: float) -> BetterPrice | None:
    prices: Floats = np.nan_to_num(board.odds[market, :, slot], nan=0.0)
    if own >= 0:
        prices[own] = 0.0
    best = int(board.best_book(prices))
    if prices[best] < odds + LEAST:
        return None
    seen = datetime_of(int(board.observed_at[market, best]))
    return BetterPrice(sportsbook=board.offers.books[best], odds=float(prices[best]), observed_at=seen)
