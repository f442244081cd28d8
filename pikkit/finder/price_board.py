"""What books offer at a moment: of each market the newest whole offer of each book that can still be taken.

What cannot be taken, or says nothing, is not on it: offers on events that have begun, stale ones, those a book has
withdrawn, markets without all their sides, two-way prices of a three-way market, prices that add up to no book, and
palpable errors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import pyarrow as pa

from pikkit.base.sql_moments import microseconds_of
from pikkit.quotes.as_of import PALPABLE, opinions
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.match.events import EventIndex, index_events
from pikkit.quotes.offers import MINUTE, Floats, Ints, Offers, offers_of
from pikkit.quotes.schema import QUOTES

LINE_MOVED = 5 * MINUTE
"""A book that shows other lines of the same thing so much later has moved this one."""
WITHDRAWN = 30 * MINUTE
"""A book that shows other markets of the event so much later has taken this one down."""


@dataclass(frozen=True)
class PriceBoard:
    """The offers of m markets by b books; NaN where there is none.

    Attributes:
        now: µs since 1970.
        index: The events.
        leagues: Of each event, "" where not known.
        offers: All offers, whose markets and books these are.
        odds: Decimal, of home/over/yes, away/under/no and draw, shape (m, b, 3).
        logits: Log odds without the margin, shape (m, b, 3).
        observed_at: µs, −1 for none, shape (m, b).
        left_out: How many newest offers are not on the board, by reason.
    """

    now: int
    index: EventIndex
    leagues: Sequence[str]
    offers: Offers
    odds: Floats = field(repr=False)
    logits: Floats = field(repr=False)
    observed_at: Ints = field(repr=False)
    left_out: Mapping[str, int]

    @cached_property
    def by_name(self) -> Ints:
        """The places of the books, by their names: of equal prices the first counts, whatever is stored beside them."""
        return np.array(sorted(range(len(self.offers.books)), key=self.offers.books.__getitem__), dtype=np.int64)

    def best_book(self, prices: Floats) -> Ints:
        """Whose price is the highest, −∞ or 0 where there is none; books are the first axis."""
        return np.asarray(self.by_name[prices[self.by_name].argmax(axis=0)])

    @property
    def sides(self) -> Ints:
        """How many sides each market has, shape (m,): 3 where some book offers the draw."""
        return np.where((~np.isnan(self.odds[:, :, 2])).any(axis=1), 3, 2)


def price_board(quotes: pa.Table, now: datetime, oldest: timedelta) -> PriceBoard:
    """Put quotes on a board.

    Args:
        quotes: Schema QUOTES; those observed after ``now`` do not count.
        now: The moment.
        oldest: Offers observed longer ago say nothing any more.
    """
    moment = microseconds_of(now)
    quotes = quotes.filter(pa.array(quotes["observed_at"].cast(pa.int64()).to_numpy() <= moment))
    coded = CodedQuotes.of(quotes if quotes.num_rows else QUOTES.empty_table())
    index = index_events(coded)
    offers = offers_of(coded, index)
    last = _newest(offers)
    why = _left_out(offers, index, last, moment, round(oldest.total_seconds() * 1e6))
    kept = last[why == ""]
    shape = (len(offers.markets.event), len(offers.books), 3)
    odds, logits = np.full(shape, np.nan), np.full(shape, np.nan)
    seen = np.full(shape[:2], -1, dtype=np.int64)
    at = offers.market[kept], offers.book[kept]
    odds[at], seen[at] = offers.odds[kept], offers.observed_at[kept]
    with np.errstate(divide="ignore"):
        logits[at] = np.log(offers.fair[kept]) - np.log1p(-offers.fair[kept])
    wrong = _mistaken(logits)
    odds[wrong], logits[wrong], seen[wrong] = np.nan, np.nan, -1
    reasons, counts = np.unique(why[why != ""], return_counts=True)
    left_out = dict(zip(reasons.tolist(), counts.tolist(), strict=True))
    if wrong.any():
        left_out["palpable"] = int(wrong.sum())
    return PriceBoard(moment, index, _leagues(coded.selections, index), offers, odds, logits, seen, left_out)


def _newest(offers: Offers) -> Ints:
    """The last offer of each book on each market."""
    if not len(offers):
        return np.empty(0, dtype=np.int64)
    ends = (np.diff(offers.market) != 0) | (np.diff(offers.book) != 0)
    return np.append(np.flatnonzero(ends), len(offers) - 1)


def _left_out(offers: Offers, index: EventIndex, last: Ints, now: int, oldest: int) -> np.ndarray:
    """Why each newest offer is not on the board; "" for those that are."""
    why = np.full(len(last), "", dtype="U20")
    if not len(last):
        return why
    markets, seen = offers.markets, offers.observed_at[last]
    market = offers.market[last]
    event = markets.event[market]
    starts = np.array([one.earliest for one in index.events], dtype=np.int64)
    family = [markets.name[market], markets.period[market], markets.subject[market]]
    later_lines = _latest([event, offers.book[last], *family], seen) - seen
    later_markets = _latest([event, offers.book[last]], seen) - seen
    doubled = np.isin(event, list(offers.doubled))
    for reason, broken in (
        ("begun", starts[event] <= now),
        ("stale", now - seen > oldest),
        ("withdrawn", (later_lines > LINE_MOVED) | (later_markets > WITHDRAWN)),
        ("two games as one", doubled),
        ("adds up to no book", offers.mistaken[last]),
        ("a side is missing", np.isnan(offers.fair[last]).all(axis=1)),
    ):
        why[broken & (why == "")] = reason
    return why


def _latest(keys: list[Ints], moments: Ints) -> Ints:
    """The latest moment among the rows that share all keys, of each row."""
    _, group = np.unique(np.column_stack(keys), axis=0, return_inverse=True)
    latest = np.full(int(group.max()) + 1, -1, dtype=np.int64)
    np.maximum.at(latest, group.ravel(), moments)
    return np.asarray(latest[group.ravel()])


def _mistaken(logits: Floats) -> np.ndarray:
    """Which books' offers are palpable errors, shape (m, b); of two that differ as much, nobody knows which is."""
    wrong = np.zeros(logits.shape[:2], dtype=bool)
    for slot in range(3):
        slot_logits = logits[:, :, slot]
        there = ~np.isnan(slot_logits)
        wrong |= there & np.isnan(opinions(slot_logits))
        two = there.sum(axis=1) == 2
        if two.any():
            apart = np.nanmax(slot_logits[two], axis=1) - np.nanmin(slot_logits[two], axis=1)
            wrong[np.flatnonzero(two)[apart > PALPABLE]] |= there[np.flatnonzero(two)[apart > PALPABLE]]
    return wrong


def _leagues(selections: pa.Table, index: EventIndex) -> list[str]:
    leagues = [""] * len(index.events)
    names = selections["league"].to_pylist()
    for row in np.unique(index.of_selection, return_index=True)[1].tolist():
        leagues[int(index.of_selection[row])] = names[row] or ""
    return leagues
