"""The event each bet is on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pikkit.quotes.match.competitor import INDIVIDUAL, Competitor, agree, competitor
from pikkit.quotes.match.events import AROUND, HOUR, Event, EventIndex, Ints, pairing
from pikkit.quotes.match.verdict import SURE, MatchReason
from pikkit.quotes.placed_bets import PlacedBets

Floats = npt.NDArray[np.float64]
EARLY = 6 * HOUR
"""A bet before the game may be placed this long after the start a feed says: starts differ by hours."""
HORIZON = 14 * 24 * HOUR
"""How long before the start a bet is placed at most."""
LIVE = 6 * HOUR
SETTLES = 72 * HOUR
SETTLES_IN_SERIES = 18 * HOUR
"""A bet settles this soon after the start. Sides that play on successive days leave less doubt only if it is sooner."""
SERIES = frozenset({"baseball", "hockey", "basketball"})
_SURNAME_LEFT_OUT = 0.85
"""Confidence where a feed leaves out one of a player's surnames, and the opponent and the moment agree."""
APART = 12 * HOUR
"""Two meetings further apart than this are told apart by when the bet settled."""

Priced = Callable[[int, Event], bool]
"""Whether the book of a bet (by its row) quoted the bet's price for its selection at an event."""


@dataclass(frozen=True)
class BetMatches:
    """The events of n bets.

    Attributes:
        event: Id in the index, −1 without one, shape (n,).
        flipped: Whether the bet's home is the event's away, shape (n,).
        confidence: Of the best candidate, matched or not, in [0, 1], shape (n,).
        reasons: Why, of each bet.
    """

    event: Ints
    flipped: np.ndarray
    confidence: Floats
    reasons: Sequence[MatchReason]

    @property
    def matched(self) -> np.ndarray:
        """Which bets have an event, shape (n,)."""
        return self.event >= 0

    def without(self, events: Collection[int]) -> "BetMatches":
        """The same, but no bet matched to these events: a feed lists two games as one."""
        if not events:
            return self
        mixed = np.isin(self.event, list(events))
        reasons = [MatchReason.DOUBLED if gone else why for gone, why in zip(mixed, self.reasons, strict=True)]
        confidence = np.where(mixed, 0.5, self.confidence)
        return replace(self, event=np.where(mixed, -1, self.event), confidence=confidence, reasons=reasons)


def match_bets(bets: PlacedBets, index: EventIndex, priced: Priced | None = None) -> BetMatches:
    """Find the event of every bet of one leg that names both sides.

    When a bet settled may tell which meeting it is on: that says nothing about the result or any price.

    Args:
        bets: In the terms of the bets table.
        index: The events of the quotes.
        priced: Asked where several meetings could be meant.
    """
    pairs = _Pairs(index)
    numbers = (bets.n_legs, bets.live, bets.placed_at, bets.settled_at)
    columns = (bets.sport, bets.league, bets.home, bets.away, *(column.tolist() for column in numbers))
    matches = []
    for row, (sport, league, home, away, legs, live, placed, settled) in enumerate(zip(*columns, strict=True)):
        pair = pairs.pair(placed, sport, home, away, league) if legs == 1 else None
        matches.append(_match(row, pair, placed, LIVE if live else EARLY, settled, priced) if pair else NOBODY)
    event, flipped, confidence, reasons = zip(*matches, strict=True) if matches else ((), (), (), ())
    return BetMatches(
        np.array(event, dtype=np.int64), np.array(flipped, dtype=bool), np.array(confidence, dtype=np.float64), reasons
    )


Found = tuple[int, bool, float, MatchReason]
NOBODY: Found = (-1, False, 0.0, MatchReason.NO_SIDES)


class _Pair(NamedTuple):
    """Two sides as bets name them: whoever bets on them means one of these meetings.

    Attributes:
        sport: As the bets say.
        home, away: Who they are read as.
        meetings: Of them, by start.
    """

    sport: str
    home: Competitor
    away: Competitor
    meetings: Sequence[Event]

    def near(self, placed: int, index: EventIndex) -> "_Pair":
        """With the meetings around a moment alone; of players without one, as a feed may write them."""
        meetings = [event for event in self.meetings if abs(event.start - placed) <= AROUND]
        if meetings or self.sport.lower() not in INDIVIDUAL:
            return _Pair(self.sport, self.home, self.away, meetings)
        known = index.with_a_surname_more_or_less(self.sport, self.home, self.away, placed)
        if known is None:
            return _Pair(self.sport, self.home, self.away, ())
        home, away = (player._replace(confidence=_SURNAME_LEFT_OUT) for player in known)
        same = [event for event in index.by_pairing[pairing(self.sport, home, away)] if _same(event, home, away)]
        return _Pair(self.sport, home, away, [event for event in same if abs(event.start - placed) <= AROUND])


class _Pairs:
    """The sides that bets name, read once each."""

    def __init__(self, index: EventIndex) -> None:
        self._index = index
        self._known: dict[tuple[str | None, ...], _Pair | None] = {}

    def pair(self, placed: int, *said: str | None) -> _Pair | None:
        """Those of a sport, two names and a league, around a moment; None if it does not say who meets."""
        if said not in self._known:
            *must, league = said
            sport, home, away = (text or "" for text in must)
            self._known[said] = self._read(sport, home, away, league) if sport and home and away else None
        pair = self._known[said]
        return pair and pair.near(placed, self._index)

    def _read(self, sport: str, home_name: str, away_name: str, league: str | None) -> _Pair:
        league = league.split(" | ")[0] if league else None
        home, away = competitor(home_name, sport, league), competitor(away_name, sport, league)
        meetings = self._index.by_pairing.get(pairing(sport, home, away), ())
        return _Pair(sport, home, away, [event for event in meetings if _same(event, home, away)])


def _match(row: int, pair: _Pair, placed: int, late: int, settled: int, priced: Priced | None) -> Found:
    meetings = pair.meetings
    horizon = [event for event in meetings if placed - late < event.start and event.earliest < placed + HORIZON]
    if not horizon:
        return -1, False, 0.0, MatchReason.NO_TIME if meetings else MatchReason.UNKNOWN_PAIR
    event, sure, reason = _choose(row, horizon, pair.home, settled, placed, priced)
    names = min(pair.home.confidence, pair.away.confidence, event.home.confidence, event.away.confidence)
    if sure >= SURE > names:
        return -1, False, names, MatchReason.NAMES
    confidence = min(sure, names)
    matched = confidence >= SURE
    return event.id if matched else -1, event.home.key != pair.home.key, confidence, reason


def _same(event: Event, home: Competitor, away: Competitor) -> bool:
    straight = agree(event.home, home) and agree(event.away, away)
    return straight or (agree(event.home, away) and agree(event.away, home))


def _choose(
    row: int, meetings: list[Event], home: Competitor, settled: int, placed: int, priced: Priced | None
) -> tuple[Event, float, MatchReason]:
    """The meeting meant, how sure that is, and why."""
    straight = [event for event in meetings if not event.oriented or event.home.key == home.key]
    turned = [event for event in meetings if event not in straight]
    if settled >= 0:
        straight, turned = ([event for event in some if event.earliest <= settled] for some in (straight, turned))
    if not straight and not turned:
        return meetings[0], 0.3, MatchReason.NO_TIME
    if not straight:
        return _turned(row, turned, settled, priced)
    if settled >= 0:
        return _last(row, straight, turned, settled, priced)
    return _next(row, straight, turned, placed, priced)


def _last(
    row: int, straight: list[Event], turned: list[Event], settled: int, priced: Priced | None
) -> tuple[Event, float, MatchReason]:
    """Of a settled bet: the last meeting that started before, if it settled soon after."""
    chosen = straight[-1]
    if settled - chosen.start > _settles(chosen):
        return chosen, 0.4, MatchReason.LATE
    others = [event for event in (*straight, *turned) if event is not chosen]
    close = [event for event in others if abs(event.start - chosen.start) < APART]
    if close:
        return _by_price(row, [chosen, *close], priced)
    return (chosen, 0.95, MatchReason.SETTLED) if others else (chosen, 1.0, MatchReason.ONLY)


def _next(
    row: int, straight: list[Event], turned: list[Event], placed: int, priced: Priced | None
) -> tuple[Event, float, MatchReason]:
    """Of an open bet: the next meeting, if no other is near."""
    chosen, others = straight[0], [*straight[1:], *turned]
    if not others:
        return chosen, 1.0, MatchReason.ONLY
    if chosen.start - placed < 24 * HOUR and min(event.start for event in others) - chosen.start > SETTLES:
        return chosen, 0.85, MatchReason.NEXT
    return _by_price(row, [chosen, *others], priced)


def _turned(row: int, meetings: list[Event], settled: int, priced: Priced | None) -> tuple[Event, float, MatchReason]:
    """Only meetings with home and away the other way round: the same one at a neutral place, or the other leg."""
    soon = [event for event in meetings if settled >= 0 and 0 <= settled - event.start <= APART]
    if len(soon) == 1 and len(meetings) == 1:
        return soon[0], 0.85, MatchReason.SETTLED
    event, sure, reason = _by_price(row, meetings, priced)
    return event, sure, reason if sure >= SURE else MatchReason.TURNED


def _by_price(row: int, meetings: list[Event], priced: Priced | None) -> tuple[Event, float, MatchReason]:
    fitting = [event for event in meetings if priced is not None and priced(row, event)]
    if len(fitting) == 1:
        return fitting[0], 0.9, MatchReason.PRICE
    return meetings[0], 0.5, MatchReason.SEVERAL


def _settles(event: Event) -> int:
    return SETTLES_IN_SERIES if event.sport.lower() in SERIES else SETTLES
