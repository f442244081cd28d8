"""What the other books offered on few bets, each looked up by itself: number by number what ``as_of`` has for many.

Of one bet, a walk along the offers on its market takes a tenth of the time of NumPy's work on arrays of one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import isnan
from typing import NamedTuple

import numpy as np

from pikkit.quotes.as_of import FEWEST_TO_JUDGE, OLDEST, PALPABLE, OthersOffers
from pikkit.quotes.offers import Ints, Offers
from pikkit.quotes.selections import OfferPositions

FEW = 8
"""Up to so many bets."""
_NAN = float("nan")


class _Offer(NamedTuple):
    """A book's last offer before a bet, and what it thought at its first; ``seen`` in µs since 1970."""

    book: int
    logit: float
    first: float
    odds: float
    seen: int


def few_others(selections: OfferPositions, own_book: Ints, moment: Ints, offers: Offers) -> OthersOffers:
    """What the other books offered on each of few bets before its moment; see ``as_of.others_offers``."""
    asked = zip(selections.market.tolist(), selections.slot.tolist(), own_book.tolist(), moment.tolist(), strict=True)
    bets = [list(_others(*each, offers)) if each[0] >= 0 else [] for each in asked]
    columns = range(len(offers.books))
    rows = [_opinions({offer.book: offer for offer in bet}) for bet in bets]
    best = [_best(bet) for bet in bets]
    return OthersOffers(
        np.array([[row[book][0] if book in row else _NAN for book in columns] for row in rows]).reshape(len(rows), -1),
        np.array([[row[book][1] if book in row else _NAN for book in columns] for row in rows]).reshape(len(rows), -1),
        np.array([odds for odds, _ in best]),
        np.array([book for _, book in best], dtype=np.int64),
        np.array([max((offer.seen for offer in bet), default=-1) for bet in bets], dtype=np.int64),
        tuple(offers.books),
    )


def _others(market: int, slot: int, own: int, moment: int, offers: Offers) -> Iterator[_Offer]:
    """The other books' last offers on a market before a moment, in the order of the books."""
    on_it = slice(*offers.ends[market : market + 2])
    book, seen = offers.book[on_it].tolist(), offers.observed_at[on_it].tolist()
    odds, logit = offers.odds[on_it, slot].tolist(), offers.logits[on_it, slot].tolist()
    start = 0
    while start < len(book):
        end = bisect_right(book, book[start], start)
        last = bisect_left(seen, moment, start, end) - 1
        if last >= start and moment - seen[last] <= OLDEST and book[start] != own:
            yield _Offer(book[start], logit[last], logit[start], odds[last], seen[last])
        start = end


def _opinions(offers: dict[int, _Offer]) -> dict[int, tuple[float, float]]:
    """What books think and thought at first, by book; palpable errors are no opinions."""
    known = {book: (offer.logit, offer.first) for book, offer in offers.items() if not isnan(offer.logit)}
    count = len(known)
    if count < FEWEST_TO_JUDGE:
        return known
    ordered = sorted(logit for logit, _ in known.values())
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return {book: pair for book, pair in known.items() if not abs(pair[0] - middle) > PALPABLE}


def _best(bet: list[_Offer]) -> tuple[float, int]:
    """The best price and whose it is; of equal ones the last book's."""
    priced = [(offer.odds, offer.book) for offer in bet if not isnan(offer.odds)]
    return max(priced, default=(_NAN, -1))
