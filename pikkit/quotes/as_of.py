"""What other books offered on a bet when it was placed.

Only offers observed strictly before a moment exist at it; a bet's own book is never among the others; what is not known
is NaN, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.quotes.offers import Floats, Ints, Offers
from pikkit.quotes.selections import OfferPositions

OLDEST = 14 * 24 * 3_600_000_000
"""An offer observed longer before a bet says nothing any more."""
PALPABLE = 1.0
"""Log odds. With three other books or more, one further from their median is a palpable error, not an opinion."""
FEWEST_TO_JUDGE = 3


@dataclass(frozen=True)
class OthersOffers:
    """What the other books offered on n bets.

    Attributes:
        logits: Each book's margin-free log odds of the bet's side, NaN where it has none, shape (n, len(books)).
        first: The same books' at their first offer, shape (n, len(books)).
        best: The best other price, NaN without, shape (n,).
        best_book: Which book's, −1 without, shape (n,).
        newest: When the newest other offer was observed, µs, −1 without, shape (n,).
        books: Their names.
    """

    logits: Floats
    first: Floats
    best: Floats
    best_book: Ints
    newest: Ints
    books: tuple[str, ...]

    def at(self, rows: Ints) -> "OthersOffers":
        """What was offered on some of the bets."""
        ends = (self.best[rows], self.best_book[rows], self.newest[rows])
        return OthersOffers(self.logits[rows], self.first[rows], *ends, self.books)

    @property
    def known(self) -> np.ndarray:
        """Which bets have another book's opinion, shape (n,)."""
        return np.asarray(~np.isnan(self.logits).all(axis=1))


def joined_offers(
    n: int, parts: Sequence[tuple[Ints, OthersOffers]], books: Sequence[str] | None = None
) -> OthersOffers:
    """What was offered on n bets, from parts: the places of each part's bets, and what was offered on them.

    Args:
        n: How many bets.
        parts: Of them.
        books: The books, in their order, on which sums over books depend in their last bits. Default: those of the
            parts, one after the other.
    """
    books = tuple(dict.fromkeys(book for _, part in parts for book in part.books)) if books is None else tuple(books)
    place = {book: column for column, book in enumerate(books)}
    logits, first = np.full((n, len(books)), np.nan), np.full((n, len(books)), np.nan)
    best, newest, best_book = np.full(n, np.nan), np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    for rows, part in parts:
        columns = np.array([*(place.get(book, -1) for book in part.books), -1], dtype=np.int64)
        there = np.flatnonzero(columns >= 0)
        cells = np.ix_(rows, columns[there])
        logits[cells], first[cells] = part.logits[:, there], part.first[:, there]
        best[rows], newest[rows], best_book[rows] = part.best, part.newest, columns[part.best_book]
    return OthersOffers(logits, first, best, best_book, newest, books)


def others_offers(
    selections: OfferPositions, own_book: Ints, moment: Ints, offers: Offers, *, oldest: int = OLDEST
) -> OthersOffers:
    """What the other books offered on each bet before its moment.

    Args:
        selections: Where the bets stand among the offers.
        own_book: Codes of ``offers.books``, −1 for a book that offers nothing, shape (n,).
        moment: When each bet is placed, µs since 1970, shape (n,).
        offers: What books offered.
        oldest: The age in µs from which an offer says nothing any more.
    """
    n, books = len(moment), len(offers.books)
    pair_bet, pair_start = _pairs(selections, offers)
    last = _last_before(pair_start, moment[pair_bet], offers)
    other = offers.book[pair_start] != own_book[pair_bet]
    fresh = (last >= 0) & (moment[pair_bet] - offers.observed_at[np.maximum(last, 0)] <= oldest)
    keep = other & fresh
    bet, now, first = pair_bet[keep], last[keep], pair_start[keep]
    slot, book = selections.slot[bet], offers.book[now]
    logits, starts = np.full((n, books), np.nan), np.full((n, books), np.nan)
    logits[bet, book] = _logit(offers.fair[now, slot])
    starts[bet, book] = _logit(offers.fair[first, slot])
    best, best_book = _best(n, bet, book, offers.odds[now, slot])
    newest = np.full(n, -1, dtype=np.int64)
    np.maximum.at(newest, bet, offers.observed_at[now])
    logits = opinions(logits)
    return OthersOffers(
        logits, np.where(np.isnan(logits), np.nan, starts), best, best_book, newest, tuple(offers.books)
    )


def _pairs(selections: OfferPositions, offers: Offers) -> tuple[Ints, Ints]:
    """Every bet with every book on its market: the bet's row, and the book's first offer."""
    if not len(offers):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    new = np.ones(len(offers), dtype=bool)
    new[1:] = (np.diff(offers.market) != 0) | (np.diff(offers.book) != 0)
    starts = np.flatnonzero(new)
    of_market = offers.market[starts]
    rows = np.flatnonzero(selections.market >= 0)
    low, high = (np.searchsorted(of_market, selections.market[rows], side=side) for side in ("left", "right"))
    counts = high - low
    bet = np.repeat(rows, counts)
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    return bet, starts[place]


def _last_before(start: Ints, moment: Ints, offers: Offers) -> Ints:
    """The last offer of each run that starts at ``start`` observed strictly before a moment; −1 if none was."""
    times = np.unique(offers.observed_at)
    run = np.zeros(len(offers), dtype=np.int64)
    if len(offers) > 1:
        run[1:] = np.cumsum((np.diff(offers.market) != 0) | (np.diff(offers.book) != 0))
    size = len(times) + 1
    keys = run * size + np.searchsorted(times, offers.observed_at)
    last = np.searchsorted(keys, run[start] * size + np.searchsorted(times, moment, side="left"), side="left") - 1
    return np.where(last >= start, last, -1)


def _best(n: int, bet: Ints, book: Ints, odds: Floats) -> tuple[Floats, Ints]:
    there = ~np.isnan(odds)
    bet, book, odds = bet[there], book[there], odds[there]
    order = np.lexsort((odds, bet))
    best, whose = np.full(n, np.nan), np.full(n, -1, dtype=np.int64)
    best[bet[order]], whose[bet[order]] = odds[order], book[order]  # the highest of a bet is written last
    return best, whose


def opinions(logits: Floats) -> Floats:
    """Books' log odds, shape (n, books), without palpable errors."""
    count = (~np.isnan(logits)).sum(axis=1)
    judged = np.flatnonzero(count >= FEWEST_TO_JUDGE)
    if not len(judged):
        return logits
    far = np.zeros(logits.shape, dtype=bool)
    far[judged] = np.abs(logits[judged] - _middles(logits[judged], count[judged])[:, None]) > PALPABLE
    return np.where(far, np.nan, logits)


def _middles(logits: Floats, count: Ints) -> Floats:
    """The median of the known values of each row; ``nanmedian`` takes as long for one row as a whole score."""
    ordered, rows = np.sort(logits, axis=1), np.arange(len(logits))  # NaN stands last
    return np.asarray((ordered[rows, (count - 1) // 2] + ordered[rows, count // 2]) / 2)


def _logit(p: Floats) -> Floats:
    return np.asarray(np.log(p) - np.log1p(-p))
