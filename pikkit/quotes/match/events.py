"""The events that quotes are about: one for all feeds, however they spell its sides and whenever they say it starts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.hashed_codes import combined, value_codes
from pikkit.quotes.match.competitor import INDIVIDUAL, Competitor, agree, competitor, may_leave_out_a_surname

Ints = npt.NDArray[np.int64]
HOUR = 3_600_000_000
AROUND = 15 * 24 * HOUR
"""What starts this long before a bet, or after it, plays no part in where it belongs."""
SAME_EVENT = 8 * HOUR
"""Two listings of one pairing whose starts differ by less may be one event."""
SHORTEST = HOUR
"""Two games of the same sides start no nearer to each other: nearer is one game whose start a feed corrected."""
AT_ONCE = HOUR // 2
"""Quotes of one book on two listings are of one moment if they are no further apart than this: a doubleheader."""


class Listing(NamedTuple):
    """An event as one feed lists it; ``start`` in µs since 1970."""

    sport: str
    league: str | None
    home: str
    away: str
    start: int


LISTING = ("sport", "league", "home", "away", "event_start")


class Event(NamedTuple):
    """One event.

    Attributes:
        id: Its number in the index.
        sport: Canonical.
        home, away: Its sides; of individual sports in the order of the feed, which means nothing.
        start: µs since 1970, the latest that was said.
        earliest: The earliest that was said.
        names: How the feed that was seen first calls the sides.
    """

    id: int
    sport: str
    home: Competitor
    away: Competitor
    start: int
    earliest: int
    names: tuple[str, str]

    @property
    def oriented(self) -> bool:
        """Whether home and away mean something in its sport."""
        return self.sport.lower() not in INDIVIDUAL

    @property
    def pairing(self) -> tuple[str, str, str]:
        """Sport and both keys, in no order of the feed."""
        return pairing(self.sport, self.home, self.away)


@dataclass(frozen=True)
class EventIndex:
    """Events by pairing.

    Attributes:
        events: All, by id.
        of_selection: The event of each selection it was made from, shape (m,).
        flipped: Whether the selection's feed has home and away the other way round, shape (m,).
    """

    events: Sequence[Event]
    of_selection: Ints = field(repr=False)
    flipped: np.ndarray = field(repr=False)

    @cached_property
    def by_pairing(self) -> Mapping[tuple[str, str, str], list[Event]]:
        """The events of each pairing, by start."""
        events: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
        for event in sorted(self.events, key=lambda event: event.start):
            events[event.pairing].append(event)
        return events

    def with_a_surname_more_or_less(
        self, sport: str, home: Competitor, away: Competitor, placed: int
    ) -> tuple[Competitor, Competitor] | None:
        """Two players as the feeds write them, where one of the two names lacks a surname in the bet or in the feed.

        None unless the other player is surely the same, and only one such pair meets around the moment of the bet.
        """
        pairs = {
            (theirs, self_same) if turned else (self_same, theirs)
            for turned, (sure, loose) in enumerate(((home, away), (away, home)))
            for self_same, theirs, start in self._opponents.get((sport.lower(), sure.key), ())
            if abs(start - placed) <= AROUND and agree(self_same, sure) and may_leave_out_a_surname(theirs, loose)
        }
        return pairs.pop() if len({pairing(sport, *pair) for pair in pairs}) == 1 else None

    @cached_property
    def _opponents(self) -> Mapping[tuple[str, str], set[tuple[Competitor, Competitor, int]]]:
        """Of each player, as he is written, whom he plays and when."""
        opponents: dict[tuple[str, str], set[tuple[Competitor, Competitor, int]]] = defaultdict(set)
        for event in self.events:
            if not event.oriented:
                opponents[event.sport.lower(), event.home.key].add((event.home, event.away, event.start))
                opponents[event.sport.lower(), event.away.key].add((event.away, event.home, event.start))
        return opponents


def pairing(sport: str, one: Competitor, other: Competitor) -> tuple[str, str, str]:
    """What two listings of one event share: the sport and both keys, sorted."""
    first, second = sorted((one.key, other.key))
    return sport.lower(), first, second


def index_events(quotes: CodedQuotes) -> EventIndex:
    """The events of quotes."""
    listings, of_selection = _listings(quotes.selections)
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    read = [_read(row) for row in listings]
    for place, (row, home, away) in enumerate(zip(listings, *zip(*read, strict=True), strict=True) if read else ()):
        groups[pairing(row.sport, home, away)].append(place)
    together = _Together(quotes, of_selection)
    events: list[Event] = []
    event_of, flipped = np.zeros(len(listings), dtype=np.int64), np.zeros(len(listings), dtype=bool)
    for places in groups.values():
        for cluster in _clusters(places, listings, read, together):
            first = cluster[0]
            home, away = read[first]
            starts = [listings[place].start for place in cluster]
            for place in cluster:
                event_of[place], flipped[place] = len(events), read[place][0].key != home.key
            row = listings[first]
            names = (row.home, row.away)
            events.append(Event(len(events), row.sport, home, away, max(starts), min(starts), names))
    return EventIndex(events, event_of[of_selection], flipped[of_selection])


def _listings(selections: pa.Table) -> tuple[list[Listing], Ints]:
    """The distinct listings, by start, and which of them each selection is of."""
    columns = [selections[name] for name in LISTING]
    columns[-1] = columns[-1].cast(pa.int64())
    first, of_selection = combined([value_codes(column) for column in columns])
    firsts = pa.array(first)
    rows = [Listing(*values) for values in zip(*(column.take(firsts).to_pylist() for column in columns), strict=True)]
    order = sorted(range(len(rows)), key=lambda place: rows[place].start)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return [rows[place] for place in order], rank[of_selection] if order else of_selection


def _read(row: Listing) -> tuple[Competitor, Competitor]:
    return competitor(row.home, row.sport, row.league), competitor(row.away, row.sport, row.league)


class _Together:
    """Whether a book quotes two listings at one moment."""

    def __init__(self, quotes: CodedQuotes, of_selection: Ints) -> None:
        self._quotes, self._of_selection = quotes, of_selection
        self._book, self._observed = quotes.book, quotes.observed_at

    def quoted(self, one: int, other: int) -> bool:
        """Whether some book quotes both."""
        ones, others = self._rows(one), self._rows(other)
        for book in np.intersect1d(self._book[ones], self._book[others]):
            mine, theirs = (np.sort(self._observed[rows[self._book[rows] == book]]) for rows in (ones, others))
            near = np.clip(np.searchsorted(theirs, mine), 0, len(theirs) - 1)
            before = np.clip(near - 1, 0, None)
            if min(np.abs(theirs[near] - mine).min(), np.abs(theirs[before] - mine).min()) <= AT_ONCE:
                return True
        return False

    def _rows(self, listing: int) -> Ints:
        order, ordered = self._by_listing
        start, end = np.searchsorted(ordered, [listing, listing + 1])
        return order[start:end]

    @cached_property
    def _by_listing(self) -> tuple[Ints, Ints]:
        """The quotes in order of their listings, and those; few feeds list any event twice."""
        of_quote = self._of_selection[self._quotes.selection]
        order = np.argsort(of_quote, kind="stable")
        return order, of_quote[order]


def _clusters(
    places: list[int],
    listings: Sequence[Listing],
    read: Sequence[tuple[Competitor, Competitor]],
    together: _Together,
) -> list[list[int]]:
    """Listings of one pairing, by start, as events; each joins the nearest in time that it can be."""
    start = {place: listings[place].start for place in places}
    clusters: list[list[int]] = []
    for place in places:
        near = [cluster for cluster in clusters if start[place] - start[cluster[-1]] < SAME_EVENT]
        for cluster in sorted(near, key=lambda other: start[place] - start[other[-1]]):
            if all(_one_event(other, place, listings, read, together) for other in cluster):
                cluster.append(place)
                break
        else:
            clusters.append([place])
    return clusters


def _one_event(
    one: int,
    other: int,
    listings: Sequence[Listing],
    read: Sequence[tuple[Competitor, Competitor]],
    together: _Together,
) -> bool:
    """Whether two listings near in time are one event.

    Two that differ in start (by an hour or more) or in who is at home are a doubleheader if a book quotes both at one
    moment; but not if they are spelled differently, for then they are two feeds' of the same book.
    """
    if not _same_sides(read[one], read[other]):
        return False
    first, second = listings[one], listings[other]
    if {first.home, first.away} != {second.home, second.away}:
        return True
    same_order = first.home == second.home or first.sport.lower() in INDIVIDUAL
    return (same_order and abs(first.start - second.start) < SHORTEST) or not together.quoted(one, other)


def _same_sides(one: tuple[Competitor, Competitor], other: tuple[Competitor, Competitor]) -> bool:
    straight = agree(one[0], other[0]) and agree(one[1], other[1])
    return straight or (agree(one[0], other[1]) and agree(one[1], other[0]))
