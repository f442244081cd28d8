"""The event each bet is on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pikkit.quotes.match.competitor import INDIVIDUAL, Competitor, agree, competitor
from pikkit.quotes.match.events import HOUR, Event, EventIndex, Ints, pairing
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
    numbers = (bets.n_legs, bets.live, bets.placed_at, bets.settled_at)
    columns = (bets.sport, bets.league, bets.home, bets.away, *(column.tolist() for column in numbers))
    found = [
        _match(row, said[:-2], said[-2], said[-1], index, priced) for row, said in enumerate(zip(*columns, strict=True))
    ]
    event, flipped, confidence, reasons = zip(*found, strict=True) if found else ((), (), (), ())
    return BetMatches(
        np.array(event, dtype=np.int64), np.array(flipped, dtype=bool), np.array(confidence, dtype=np.float64), reasons
    )


Found = tuple[int, bool, float, MatchReason]


def _match(row: int, said: tuple, placed: int, settled: int, index: EventIndex, priced: Priced | None) -> Found:  # type: ignore[type-arg]
    sport, league, home_name, away_name, legs, live = said
    if not (sport and home_name and away_name) or legs != 1:
        return -1, False, 0.0, MatchReason.NO_SIDES
    league = league.split(" | ")[0] if league else None
    home, away = competitor(home_name, sport, league), competitor(away_name, sport, league)
    meetings = index.by_pairing.get(pairing(sport, home, away), ())
    if not meetings and sport.lower() in INDIVIDUAL:
        known = index.with_a_surname_more_or_less(sport, home, away)
        if known is not None:
            home, away = (player._replace(confidence=_SURNAME_LEFT_OUT) for player in known)
            meetings = index.by_pairing[pairing(sport, home, away)]
    late = LIVE if live else EARLY
    timely = [event for event in meetings if placed - late < event.start and event.earliest < placed + HORIZON]
    horizon = [event for event in timely if _same(event, home, away)]
    if not horizon:
        known = any(_same(event, home, away) for event in meetings)
        return -1, False, 0.0, MatchReason.NO_TIME if known else MatchReason.UNKNOWN_PAIR
    event, sure, reason = _choose(row, horizon, home, settled, placed, priced)
    names = min(home.confidence, away.confidence, event.home.confidence, event.away.confidence)
    if sure >= SURE > names:
        return -1, False, names, MatchReason.NAMES
    confidence = min(sure, names)
    matched = confidence >= SURE
    return event.id if matched else -1, event.home.key != home.key, confidence, reason


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
