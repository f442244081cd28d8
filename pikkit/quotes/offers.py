"""Quotes as offers: what each book offered on all sides of one market at one moment, and what it made of them.

Books say what they think only of a market's sides together: one side's price alone carries an unknown margin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.bets.devig import devig
from pikkit.bets.player_name import subject_key
from pikkit.quotes.canonical import mapped
from pikkit.quotes.hashed_codes import coded, combined
from pikkit.quotes.match.events import EventIndex

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SLOTS = {"home": 0, "over": 0, "yes": 0, "away": 1, "under": 1, "no": 1, "draw": 2}
"""A side's place in its market's row of prices."""
WORDS = (("home", "away", "draw"), ("over", "under", ""), ("yes", "no", ""))
"""What the places are called, by the market's kind."""
_PLACES = np.array(list(SLOTS.values()), dtype=np.int64)
_KIND = np.array([next(kind for kind, words in enumerate(WORDS) if side in words) for side in SLOTS], dtype=np.int64)
_TURNED = np.array([side in {"home", "away"} for side in SLOTS])
_READ = ("market", "period", "subject", "line", "sportsbook", "observed_at", "odds")
MINUTE = 60_000_000
"""Prices of one book on one market within a minute are one offer."""
LEAST_BOOK, MOST_BOOK = 0.97, 1.4
"""A market whose implied probabilities add up to less lacks a side; to more, it has a mistaken price."""


@dataclass(frozen=True)
class Markets:
    """What tells the markets of a set of quotes apart; a market is a row of every array.

    Attributes:
        event: Ids of an ``EventIndex``.
        name, period, subject: Codes of ``names``, ``periods``, ``subjects``.
        line: From home's side, or the total's; 0 where there is none.
        kind: Places of ``WORDS``.
    """

    event: Ints
    name: Ints
    period: Ints
    subject: Ints
    line: Floats
    kind: Ints
    names: Sequence[str]
    periods: Sequence[str]
    subjects: Sequence[str]

    @cached_property
    def place(self) -> dict[tuple[int, str, str, str, float], int]:
        """The place of each market by its event, name, period, subject and line."""
        texts = (
            [self.names[code] for code in self.name],
            [self.periods[code] for code in self.period],
            [self.subjects[code] for code in self.subject],
        )
        keys = zip(self.event.tolist(), *texts, self.line.tolist(), strict=True)
        return {key: place for place, key in enumerate(keys)}


@dataclass(frozen=True)
class Offers:
    """Offers in order of market, book and moment; an offer is a row of every array.

    Attributes:
        markets: What they are on.
        market: Which of the markets, shape (n,).
        book: Codes of ``books``, shape (n,).
        observed_at: µs since 1970, shape (n,).
        odds: Prices of home/over/yes, away/under/no and draw, NaN where none is offered, shape (n, 3).
        fair: Without the margin, NaN where a side is missing or mistaken, shape (n, 3).
        books: Their names.
        doubled: Events at which a book offers two prices for one thing at one moment: two games a feed tells as one.
    """

    markets: Markets
    market: Ints
    book: Ints
    observed_at: Ints
    odds: Floats = field(repr=False)
    fair: Floats = field(repr=False)
    books: Sequence[str]
    doubled: frozenset[int]

    def __len__(self) -> int:
        """How many offers."""
        return len(self.market)

    def on(self, markets: Ints) -> "Offers":
        """Those on some of the markets alone; −1 is none."""
        wanted = np.unique(markets[markets >= 0])
        ends = zip(*(np.searchsorted(self.market, wanted, side=side) for side in ("left", "right")), strict=True)
        rows = np.concatenate([np.arange(*each) for each in ends] or [np.empty(0, dtype=np.int64)])
        market, book, seen = self.market[rows], self.book[rows], self.observed_at[rows]
        return Offers(self.markets, market, book, seen, self.odds[rows], self.fair[rows], self.books, self.doubled)


def offers_of(quotes: pa.Table, index: EventIndex) -> Offers:
    """The offers before the start that quotes (schema QUOTES) make.

    Args:
        quotes: Of any number of books and events.
        index: Their events.
    """
    side = _side_codes(quotes["side"])
    kept = ~quotes["live"].to_numpy() & (side >= 0)
    quotes, event, flipped = quotes.select(_READ), index.of_quote, index.flipped
    if not kept.all():
        quotes, event, flipped, side = quotes.filter(pa.array(kept)), event[kept], flipped[kept], side[kept]
    slot = _PLACES[side]
    slot = np.where(flipped & _TURNED[side], 1 - slot, slot)  # of a feed with home and away the other way round
    markets, market = _markets(quotes, event, slot, _KIND[side])
    book, books = coded(quotes["sportsbook"])
    observed = quotes["observed_at"].cast(pa.int64()).to_numpy()
    odds: Floats = quotes["odds"].to_numpy()
    order = np.lexsort((observed, market * len(books) + book))
    market, book, observed, slot, event = (a[order] for a in (market, book, observed, slot, event))
    odds = odds[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(market) != 0) | (np.diff(book) != 0) | (np.diff(observed // MINUTE) != 0)
    offer = np.cumsum(new) - 1
    prices = np.full((int(new.sum()), 3), np.nan)
    prices[offer, slot] = odds  # the last of a minute stays
    clash = _clash(offer, slot, observed, odds)
    last = np.append(np.flatnonzero(new)[1:] - 1, len(order) - 1) if len(order) else np.empty(0, dtype=np.int64)
    fair = _fair(prices, market[new])
    doubled = frozenset(np.unique(event[clash]).tolist())
    return Offers(markets, market[new], book[new], observed[last], prices, fair, books, doubled)


def _side_codes(column: pa.ChunkedArray) -> Ints:
    """Each side's place in SLOTS, −1 for a word that is none."""
    codes, words = coded(column)
    places = {side: place for place, side in enumerate(SLOTS)}
    return np.array([places.get(word, -1) for word in words] or [-1], dtype=np.int64)[codes]


def _markets(quotes: pa.Table, event: Ints, slot: Ints, kind: Ints) -> tuple[Markets, Ints]:
    name, names = coded(quotes["market"])
    period, periods = coded(quotes["period"])
    subject, subjects = coded(pa.chunked_array([mapped(quotes["subject"], subject_key)]))
    line = quotes["line"].fill_null(0.0).to_numpy()
    spread = np.array(["spread" in text for text in names], dtype=bool)[name]
    line = np.where(spread & (slot == 1), -line, line) + 0.0
    lines, line_code = np.unique(line, return_inverse=True)
    first, market = combined(
        ((event, int(event.max(initial=0)) + 1), (name, len(names)), (period, len(periods)), (subject, len(subjects)),
         (line_code, len(lines)))
    )  # fmt: skip
    rows = (event[first], name[first], period[first], subject[first], line[first], kind[first])
    return Markets(*rows, names, periods, subjects), market


def _clash(offer: Ints, slot: Ints, observed: Ints, odds: Floats) -> np.ndarray:
    """Quotes of one book on one thing at one moment with two prices."""
    clash = np.zeros(len(offer), dtype=bool)
    thing = offer * 3 + slot
    several = np.flatnonzero(np.bincount(thing)[thing] > 1) if len(thing) else thing
    order = several[np.lexsort((odds[several], observed[several], thing[several]))]
    same = (np.diff(thing[order]) == 0) & (np.diff(observed[order]) == 0) & (np.diff(odds[order]) != 0)
    clash[order[1:][same]] = True
    return clash


def _fair(prices: Floats, market: Ints) -> Floats:
    """Probabilities without the margin, of offers that price every side of their market."""
    fair = np.full(prices.shape, np.nan)
    there = ~np.isnan(prices)
    with_draw = np.zeros(market.max(initial=-1) + 1, dtype=bool)
    with_draw[market[there[:, 2]]] = True
    three = there.all(axis=1)
    two = there[:, 0] & there[:, 1] & ~there[:, 2] & ~with_draw[market]
    for rows, sides in ((three, 3), (two, 2)):
        places = np.flatnonzero(rows)
        book = (1 / prices[places, :sides]).sum(axis=1)
        places = places[(book >= LEAST_BOOK) & (book <= MOST_BOOK)]
        if len(places):
            fair[places, :sides] = devig(prices[places, :sides])
    return fair


def fair_chance(odds: Sequence[float]) -> float:
    """The chance of the first of a market's sides, without the margin; NaN where the prices are no whole market's."""
    prices = np.asarray(odds, dtype=np.float64)
    if not LEAST_BOOK <= float((1 / prices).sum()) <= MOST_BOOK:
        return float("nan")
    return float(devig(prices)[0])
