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
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.hashed_codes import coded, combined, numbered
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
_READ = ("market", "period", "subject", "line")
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

    @cached_property
    def ends(self) -> list[int]:
        """Where each market's offers begin, and where the last one's end."""
        ends: list[int] = np.searchsorted(self.market, np.arange(len(self.markets.event) + 1)).tolist()
        return ends

    @cached_property
    def logits(self) -> Floats:
        """``fair`` in log odds, shape (n, 3)."""
        return np.asarray(np.log(self.fair) - np.log1p(-self.fair))

    @cached_property
    def mistaken(self) -> npt.NDArray[np.bool_]:
        """Offers of every side of their market that add up to no book: a price of them is not meant, shape (n,)."""
        there = ~np.isnan(self.odds)
        with_draw = np.zeros(len(self.markets.event), dtype=bool)
        with_draw[self.market[there[:, 2]]] = True
        whole = there[:, 0] & there[:, 1] & (there[:, 2] | ~with_draw[self.market])
        return np.asarray(whole & np.isnan(self.fair[:, 0]))

    def on(self, markets: Ints) -> "Offers":
        """Those on some of the markets alone; −1 is none."""
        wanted = np.unique(markets[markets >= 0])
        ends = zip(*(np.searchsorted(self.market, wanted, side=side) for side in ("left", "right")), strict=True)
        rows = np.concatenate([np.arange(*each) for each in ends] or [np.empty(0, dtype=np.int64)])
        market, book, seen = self.market[rows], self.book[rows], self.observed_at[rows]
        return Offers(self.markets, market, book, seen, self.odds[rows], self.fair[rows], self.books, self.doubled)


def offers_of(quotes: CodedQuotes, index: EventIndex) -> Offers:
    """The offers before the start that quotes make.

    Args:
        quotes: Of any number of books and events.
        index: Their events.
    """
    selections = quotes.selections
    side = _side_codes(selections["side"])
    kept = ~quotes.live & (side >= 0)[quotes.selection]
    selection, book, observed, odds = quotes.selection, quotes.book, quotes.observed_at, quotes.odds
    if not kept.all():
        selection, book, observed, odds = selection[kept], book[kept], observed[kept], odds[kept]
    slot_of = _PLACES[side]
    slot_of = np.where(index.flipped & _TURNED[side], 1 - slot_of, slot_of)  # of a feed that has home as away
    markets, market_of = _markets(
        selections, _first_seen(selection, selections.num_rows), index.of_selection, slot_of, _KIND[side]
    )
    book, books = _seen_books(book, quotes.books)
    order = _by_market(market_of[selection] * max(len(books), 1) + book, observed)
    selection, book, observed, odds = selection[order], book[order], observed[order], odds[order]
    market, slot = market_of[selection], slot_of[selection]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(market) != 0) | (np.diff(book) != 0) | (np.diff(observed // MINUTE) != 0)
    offer = np.cumsum(new) - 1
    prices = np.full((int(new.sum()), 3), np.nan)
    prices[offer, slot] = odds  # the last of a minute stays
    clash = _clash(offer, slot, observed, odds)
    last = np.append(np.flatnonzero(new)[1:] - 1, len(order) - 1) if len(order) else np.empty(0, dtype=np.int64)
    fair = _fair(prices, market[new])
    doubled = frozenset(np.unique(index.of_selection[selection[clash]]).tolist())
    return Offers(markets, market[new], book[new], observed[last], prices, fair, books, doubled)


def offering_books(quotes: CodedQuotes) -> list[str]:
    """The books of ``offers_of`` these quotes, in its order."""
    kept = ~quotes.live & (_side_codes(quotes.selections["side"]) >= 0)[quotes.selection]
    return _seen_books(quotes.book[kept], quotes.books)[1]


def _first_seen(selection: Ints, selections: int) -> Ints:
    """The selections that quotes name, in the order in which they do."""
    first = np.full(selections, -1, dtype=np.int64)
    first[selection[::-1]] = np.arange(len(selection))[::-1]  # the first of each is written last
    there = np.flatnonzero(first >= 0)
    return there[np.argsort(first[there])]


def _seen_books(book: Ints, books: Sequence[str]) -> tuple[Ints, list[str]]:
    """Codes of the books that quotes are of, in the order in which they are seen, and their names."""
    first, codes = combined([(book, len(books))])
    return codes, [books[code] for code in book[first].tolist()]


def _by_market(run: Ints, observed: Ints) -> Ints:
    """The order by run (a book's of a market) and moment; equals stay in theirs."""
    if not len(run):
        return run
    least = int(observed.min())
    span = int(observed.max()) - least + 1
    if (int(run.max()) + 1) * span < 1 << 63:  # one key is sorted in half the time of two
        return np.argsort(run * span + (observed - least), kind="stable")
    return np.lexsort((observed, run))


def _side_codes(column: pa.ChunkedArray) -> Ints:
    """Each side's place in SLOTS, −1 for a word that is none."""
    codes, words = coded(column)
    places = {side: place for place, side in enumerate(SLOTS)}
    return np.array([places.get(word, -1) for word in words] or [-1], dtype=np.int64)[codes]


def _markets(said: pa.Table, seen: Ints, event: Ints, slot: Ints, kind: Ints) -> tuple[Markets, Ints]:
    """The markets of the selections that are seen, in that order, and the market of each selection, −1 for others."""
    first_rows, event = said.select(_READ).take(pa.array(seen)), event[seen]
    name, names = coded(first_rows["market"])
    period, periods = coded(first_rows["period"])
    subject, subjects = coded(pa.chunked_array([mapped(first_rows["subject"], subject_key)]))
    line = first_rows["line"].fill_null(0.0).to_numpy()
    spread = np.array(["spread" in text for text in names], dtype=bool)[name]
    line = np.where(spread & (slot[seen] == 1), -line, line) + 0.0
    lines, line_code = np.unique(line, return_inverse=True)
    first, market = combined(
        ((event, int(event.max(initial=0)) + 1), (name, len(names)), (period, len(periods)), (subject, len(subjects)),
         (line_code, len(lines)))
    )  # fmt: skip
    rows = (event[first], name[first], period[first], subject[first], line[first], kind[seen][first])
    of_selection = np.full(said.num_rows, -1, dtype=np.int64)
    of_selection[seen] = market
    return Markets(*rows, names, periods, subjects), of_selection


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
            fair[places, :sides] = _devigged(prices[places, :sides])
    return fair


def _devigged(prices: Floats) -> Floats:
    """Each row's probabilities without the margin, worked out once for each of the rows that are the same."""
    first, row = combined([numbered(column) for column in prices.T])
    return np.asarray(devig(prices[first])[row])


def fair_chance(odds: Sequence[float]) -> float:
    """The chance of the first of a market's sides, without the margin; NaN where the prices are no whole market's."""
    prices = np.asarray(odds, dtype=np.float64)
    if not LEAST_BOOK <= float((1 / prices).sum()) <= MOST_BOOK:
        return float("nan")
    return float(devig(prices)[0])
