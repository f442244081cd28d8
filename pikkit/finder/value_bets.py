"""Prices that are worth more than they cost by what the other books think."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from pikkit.bets.value import kelly_fraction
from pikkit.finder.price_board import PriceBoard
from pikkit.finder.priced_selection import PricedSelection, priced_selection
from pikkit.quotes.offers import Floats
from pikkit.quotes.weights import PRIOR_VARIANCE

INTERVAL = 1.645
"""Standard errors on each side of an interval of 90 %."""
PRIOR_BOOKS = 2.0
"""How many books' worth the prior counts when the spread of few books is judged."""


class ValueBet(PricedSelection):
    """A price beside what the other books think."""

    books: int = Field(description="Other books with an opinion")
    chance: float = Field(description="What they think, margins removed")
    fair_odds: float
    ev: float = Field(description="Expected profit a unit staked")
    ev_low: float = Field(description="Lower end of its interval of 90 %")
    ev_high: float
    stake: float = Field(description="Share of the bankroll: fractional Kelly, capped")


@dataclass(frozen=True)
class Others:
    """What the books but one think, of each place of a board; shape (m, b, 3) each, NaN where none does.

    Attributes:
        mean: Weighted, in log odds.
        error: The mean's standard error, from how far they disagree and how far books are from closes.
        books: How many.
    """

    mean: Floats
    error: Floats
    books: Floats


def others_of(board: PriceBoard, weights: Mapping[str, float]) -> Others:
    """What the other books think; a book whose weight is not known counts as one that nobody knows yet."""
    weight = np.array([weights.get(book, 1 / PRIOR_VARIANCE) for book in board.offers.books])[None, :, None]
    there = ~np.isnan(board.logits)
    logits = np.where(there, board.logits, 0.0)

    def but_one(values: Floats) -> Floats:
        values = np.where(there, values, 0.0)
        return np.asarray(values.sum(axis=1, keepdims=True) - values)

    books = but_one(np.ones_like(logits))
    none = books < 0.5
    total = np.where(none, np.nan, but_one(weight * there))
    mean = but_one(weight * logits) / total
    spread = np.maximum(but_one(weight * logits**2) / total - mean**2, 0.0)
    variance = (books * spread + PRIOR_BOOKS * PRIOR_VARIANCE) / (books + PRIOR_BOOKS)
    with np.errstate(divide="ignore"):
        return Others(mean, np.where(none, np.nan, np.sqrt(variance / books)), books)


def value_bets(
    board: PriceBoard, others: Others, mine: np.ndarray, min_ev: float, min_books: int, kelly: tuple[float, float]
) -> list[ValueBet]:
    """The best price of each selection that is worth enough, the best first.

    Args:
        board: What is on offer.
        others: What the other books think.
        mine: Which books can be bet at, shape (b,).
        min_ev: The least expected profit a unit.
        min_books: The fewest other books.
        kelly: The share of full Kelly, and the largest share of the bankroll.
    """
    if not board.odds.size:
        return []
    odds = np.where(mine[None, :, None], board.odds, np.nan)
    ev = np.where(others.books >= min_books, _chance(others.mean) * odds - 1, np.nan)
    best = board.best_book(np.where(np.isnan(ev), -np.inf, odds).swapaxes(0, 1))
    at_best = np.take_along_axis(ev, best[:, None, :], axis=1)[:, 0, :]
    market, slot = np.nonzero(at_best >= min_ev)
    bets = [_bet(board, others, int(m), int(best[m, s]), int(s), kelly) for m, s in zip(market, slot, strict=True)]
    return sorted(bets, key=lambda bet: -bet.ev)


def _bet(board: PriceBoard, others: Others, market: int, book: int, slot: int, kelly: tuple[float, float]) -> ValueBet:
    place = market, book, slot
    mean, error, odds = (float(values[place]) for values in (others.mean, others.error, board.odds))
    low, chance, high = (float(_chance(mean + step * error)) for step in (-INTERVAL, 0.0, INTERVAL))
    return ValueBet(
        **priced_selection(board, market, book, slot).model_dump(),
        books=round(float(others.books[place])),
        chance=chance,
        fair_odds=1 / chance,
        ev=chance * odds - 1,
        ev_low=low * odds - 1,
        ev_high=high * odds - 1,
        stake=kelly_fraction(chance, odds, *kelly),
    )


def _chance(logits: Floats | float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.asarray(logits))))
