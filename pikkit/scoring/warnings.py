"""What a score had to do without."""

import numpy as np

from pikkit.features.feature import Columns
from pikkit.features.levels import BETTOR, BOOK, BOOK_MARKET, LEAGUE, LEAGUE_MARKET, Level
from pikkit.features.names import qualified
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import AskedBet

STALE_DAYS = 30
MICROSECONDS_A_DAY = 86_400_000_000
CLOCK_SKEW_MICROSECONDS = 300_000_000
"""Five minutes: clocks differ by less, and a bet is not placed later than it is asked about."""


def warn(request: ScoreRequest, bet: AskedBet, history: Columns, row: int, features_at: int, now: int) -> list[str]:
    """What was missing or unknown for one bet, and what was assumed instead.

    Args:
        request: As it was asked.
        bet: As it was read.
        history: The view columns of the whole batch.
        row: Its row there.
        features_at: When the newest of its history settled, in microseconds; -1 without any.
        now: What the clock here says, in microseconds.
    """
    if bet.n_legs > 1:
        return ["A bet of several legs is scored by its price alone."]
    said = [_unnamed_or_new(request, history, row), *_unknown(bet, history, row), _time(bet, features_at, now)]
    return [sentence for sentence in said if sentence]


def _unnamed_or_new(request: ScoreRequest, history: Columns, row: int) -> str | None:
    if request.bettor is None:
        return "No bettor is given, so no bettor's history counts."
    if not _settled(BETTOR, "bets_all", history, row):
        return f"Bettor {request.bettor!r} has no settled bets yet, so typical values count instead."
    return None


def _unknown(bet: AskedBet, history: Columns, row: int) -> list[str | None]:
    book = None if _settled(BOOK, "decided_all", history, row) else f"No settled bets at {bet.sportsbook} are known."
    league = _league(bet, history, row)
    return [book, league, _market(bet, history, row)]


def _league(bet: AskedBet, history: Columns, row: int) -> str | None:
    if bet.league is None:
        return "No league is given."
    known = _settled(LEAGUE, "decided_all", history, row)
    return None if known else f"No settled bets on {bet.league} are known."


def _market(bet: AskedBet, history: Columns, row: int) -> str | None:
    if bet.market is None:
        return "The market could not be read from the selection."
    around = any(_settled(level, "decided_all", history, row) for level in (BOOK, LEAGUE))
    known = any(_settled(level, "decided_all", history, row) for level in (BOOK_MARKET, LEAGUE_MARKET))
    if known or not around:  # where neither book nor league is known, that was said already
        return None
    said = f"{bet.market}, {bet.side}" if bet.side else bet.market
    return f"No settled bets on this market ({said}) are known, at this book or in this league."


def _time(bet: AskedBet, features_at: int, now: int) -> str | None:
    ahead = bet.placed_at - now
    if ahead > CLOCK_SKEW_MICROSECONDS:
        return f"placed_at is {ahead / 3_600_000_000:.1f} hours ahead of the clock here; what is known now counts."
    if features_at >= bet.placed_at:
        return "The history holds results later than placed_at, which were not known then."
    days = (bet.placed_at - features_at) / MICROSECONDS_A_DAY
    if features_at >= 0 and days > STALE_DAYS:
        return f"The newest result in this bet's history is {days:.0f} days old."
    return None


def _settled(level: Level, column: str, history: Columns, row: int) -> bool:
    return bool(np.asarray(history[qualified(level.view, column)])[row] > 0)
