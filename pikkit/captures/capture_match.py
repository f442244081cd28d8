"""Which bet a captured price became: the same selection of the same event at the same book, soon after, near its price.

Unsure is unmatched: where two bets fit about as well, or nothing but a total without its teams agrees, there is none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pikkit.bets.events.pairing import pairing
from pikkit.bets.teams.folding import fold_team

EARLIEST, LATEST = timedelta(minutes=-15), timedelta(hours=6)
"""How long after its capture a bet may be placed; a little before it, as clocks differ."""
_PRICE = 0.05
"""How far the price may have moved, as a difference of logarithms."""
LEAST = 0.6
"""The least confidence of a match."""
_APART = 0.05
"""By how much the next best must be less sure."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A price of a selection at a book at a moment: a capture's or a single bet's.

    Attributes:
        key: The capture's client key, or the bet's id.
        at: When it was captured or placed.
        sportsbook: Canonical.
        odds: Decimal.
        market, side, line, subject, period, home, away, sport, league: As read; None where not known.
        text: What it was read from.
    """

    key: str
    at: datetime
    sportsbook: str
    odds: float
    market: str | None = None
    side: str | None = None
    line: float | None = None
    subject: str | None = None
    period: str | None = None
    home: str | None = None
    away: str | None = None
    sport: str | None = None
    league: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureMatch:
    """That a capture became a bet, with a confidence in (0, 1]."""

    capture: str
    bet: str
    confidence: float


def capture_matches(captures: Sequence[Selected], bets: Sequence[Selected]) -> list[CaptureMatch]:
    """The bets that captures of one bettor became; a bet comes of one capture, the surest and then the nearest."""
    gaps = [(match, _gap(capture, bet)) for capture in captures for match, bet in _of_one(capture, bets)]
    taken: set[str] = set()
    matches = []
    for match, _ in sorted(gaps, key=lambda one: (-one[0].confidence, one[1])):
        if match.bet not in taken:
            taken.add(match.bet)
            matches.append(match)
    return matches


def _of_one(capture: Selected, bets: Sequence[Selected]) -> list[tuple[CaptureMatch, Selected]]:
    """The one bet it may have become, if there is one that fits and no other does about as well."""
    fits = [(sure, bet) for bet in bets if (sure := confidence_of(capture, bet)) >= LEAST]
    fits.sort(key=lambda one: -one[0])
    if not fits or (len(fits) > 1 and fits[0][0] - fits[1][0] < _APART):
        return []
    sure, bet = fits[0]
    return [(CaptureMatch(capture.key, bet.key, round(sure, 3)), bet)]


def confidence_of(capture: Selected, bet: Selected) -> float:
    """That a capture became that bet; 0 if it cannot have."""
    if capture.sportsbook != bet.sportsbook or not EARLIEST <= bet.at - capture.at <= LATEST:
        return 0.0
    moved = abs(math.log(bet.odds / capture.odds))
    if moved > _PRICE:
        return 0.0
    return _same_selection(capture, bet) * _near_price(moved) * _near_time(_gap(capture, bet))


def _same_selection(capture: Selected, bet: Selected) -> float:
    if capture.text and bet.text and _words(capture.text) == _words(bet.text):
        return 0.97
    if capture.market is None or capture.market != bet.market or not _same_number(capture.line, bet.line):
        return 0.0
    pairs = ((capture.side, bet.side), (capture.subject, bet.subject), (capture.period, bet.period))
    if any((one is None) != (other is None) or _fold(one) != _fold(other) for one, other in pairs):
        return 0.0
    return _same_event(capture, bet)


def _same_event(capture: Selected, bet: Selected) -> float:
    if capture.home and capture.away and bet.home and bet.away:
        sport, league = capture.sport or bet.sport, capture.league or bet.league
        one, other = (pairing(x.home or "", x.away or "", sport, league) for x in (capture, bet))
        return min(one.confidence, other.confidence) if one and other and one.key == other.key else 0.0
    return 0.75 if capture.subject else 0.0  # who is backed says which game, within some hours; a total does not


def _near_price(moved: float) -> float:
    return 1.0 if moved <= 0.005 else 0.95 if moved <= 0.02 else 0.85


def _near_time(gap: float) -> float:
    return 1.0 if gap <= 600 else 0.95 if gap <= 3600 else 0.88


def _gap(capture: Selected, bet: Selected) -> float:
    return abs((bet.at - capture.at).total_seconds())


def _same_number(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else math.isclose(one, other, abs_tol=1e-9)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold_team(text)


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
