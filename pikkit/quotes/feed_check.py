"""What is wrong with the stored quotes of events to come: feeds that stand still, and prices that cannot be meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from pikkit.base.counted import counted
from pikkit.base.percent_text import percent_text
from pikkit.quotes.as_of import PALPABLE, opinions
from pikkit.quotes.offers import Floats, Ints, Offers
from pikkit.quotes.quote_snapshot import QuoteSnapshot

FEWEST = 10
"""Markets by which a book is judged."""
OTHERS_MOVE = 0.2
"""A book whose prices all stand still is frozen if the others moved at least this share of theirs."""
UNREADABLE = 0.5
"""Share of a book's whole markets that add up to nothing sensible, from which its price format is in doubt."""

OTHERS_SOUND = 2
"""So many others whose prices of a market add up tell that one's which do not are a mistake."""


@dataclass(frozen=True)
class FeedFault:
    """One thing that is wrong.

    Attributes:
        kind: stale_feed, stale_book, frozen_book, price_format or palpable_error.
        sportsbook: Whose; "" for all.
        sentence: What was seen.
    """

    kind: str
    sportsbook: str
    sentence: str


def feed_faults(snapshot: QuoteSnapshot, now: int, stale: timedelta) -> list[FeedFault]:
    """Look at the quotes of events to come.

    Args:
        snapshot: The quotes.
        now: µs since 1970.
        stale: How old a newest price may be.
    """
    offers = snapshot.offers
    if not len(offers):
        return []
    formats = list(_formats(offers))
    unreadable = {fault.sportsbook for fault in formats}
    mistaken = (fault for fault in _mistaken(offers) if fault.sportsbook not in unreadable)
    return [*_stale(offers, now, stale), *_frozen(offers), *formats, *_palpable(offers), *mistaken]


def _stale(offers: Offers, now: int, stale: timedelta) -> Iterator[FeedFault]:
    limit = stale.total_seconds() / 3600
    newest = np.array([offers.observed_at[offers.book == book].max(initial=-1) for book in range(len(offers.books))])
    hours = np.where(newest >= 0, (now - newest) / 3.6e9, 0.0)
    if (now - newest.max()) / 3.6e9 > limit:
        least = (now - newest.max()) / 3.6e9
        yield FeedFault("stale_feed", "", f"No price was seen for {least:.0f} hours, at any book.")
        return
    for book in np.flatnonzero(hours > limit).tolist():
        name = offers.books[book]
        yield FeedFault("stale_book", name, f"No price of {name} was seen for {hours[book]:.0f} hours.")


def _frozen(offers: Offers) -> Iterator[FeedFault]:
    again, moved = _movement(offers)
    enough = again >= FEWEST
    share = np.where(again > 0, moved / np.maximum(again, 1), np.nan)
    for book in np.flatnonzero(enough & (moved == 0)).tolist():
        others = share[enough & (np.arange(len(share)) != book)]
        if len(others) and np.median(others) >= OTHERS_MOVE:
            name = offers.books[book]
            usual = percent_text(float(np.median(others)), 0)
            sentence = f"None of {again[book]:,} markets of {name} moved; at the other books {usual} did."
            yield FeedFault("frozen_book", name, sentence)


def _movement(offers: Offers) -> tuple[Ints, Ints]:
    """How many markets each book was seen on more than once, and of how many of these a price changed."""
    same = (np.diff(offers.market) == 0) & (np.diff(offers.book) == 0)
    before, after = np.nan_to_num(offers.odds[:-1]), np.nan_to_num(offers.odds[1:])
    changed = same & (before != after).any(axis=1)
    pair = offers.market * len(offers.books) + offers.book
    again, moved = (np.unique(pair[1:][rows]) % len(offers.books) for rows in (same, changed))
    return tuple(np.bincount(books, minlength=len(offers.books)) for books in (again, moved))  # type: ignore[return-value]


def _formats(offers: Offers) -> Iterator[FeedFault]:
    whole = (~np.isnan(offers.odds[:, :2])).all(axis=1)
    unreadable = whole & np.isnan(offers.fair[:, 0])
    for book, name in enumerate(offers.books):
        mine = whole & (offers.book == book)
        if mine.sum() >= FEWEST and unreadable[mine].mean() >= UNREADABLE:
            yield FeedFault(
                "price_format",
                name,
                f"{unreadable[mine].sum():,} of {mine.sum():,} markets of {name} add up to no book: "
                "their prices may not be decimal odds, or lack a side.",
            )


def _palpable(offers: Offers) -> Iterator[FeedFault]:
    last = _newest(offers)
    logits: Floats = np.full((len(offers.markets.event), len(offers.books)), np.nan)
    fair = offers.fair[last, 0]
    logits[offers.market[last], offers.book[last]] = np.log(fair) - np.log1p(-fair)
    wrong = ~np.isnan(logits) & np.isnan(opinions(logits))
    for book in np.flatnonzero(wrong.any(axis=0)).tolist():
        name = offers.books[book]
        yield FeedFault(
            "palpable_error",
            name,
            f"{wrong[:, book].sum():,} of the newest prices of {name} are further than {PALPABLE:g} in log odds "
            "from the middle of the others.",
        )


def _mistaken(offers: Offers) -> Iterator[FeedFault]:
    """A point in the wrong place (20 for 2.0) leaves its book without an opinion, so that others cannot judge it."""
    last = _newest(offers)
    opinion = ~np.isnan(offers.fair[last, 0])
    sound = np.bincount(offers.market[last][opinion], minlength=len(offers.markets.event))
    wrong = last[offers.mistaken[last] & (sound[offers.market[last]] >= OTHERS_SOUND)]
    for book in np.unique(offers.book[wrong]).tolist():
        name, number = offers.books[book], int((offers.book[wrong] == book).sum())
        sentence = f"{counted(number, 'newest market')} of {name}: the prices add up to no book, where others' do."
        yield FeedFault("palpable_error", name, sentence)


def _newest(offers: Offers) -> Ints:
    """The last offer of each book on each market."""
    ends = (np.diff(offers.market) != 0) | (np.diff(offers.book) != 0)
    return np.append(np.flatnonzero(ends), len(offers) - 1)
