"""Two teams of one game: each settles what the other means."""

from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.teams.candidates import team_candidates
from pikkit.bets.teams.scope import names_one_league, scope
from pikkit.bets.teams.team import Spelling, Team

_CONFIDENCE = {Spelling.FULL: 1.0, Spelling.PART: 0.95, Spelling.CODE: 0.85}


class TeamPair(NamedTuple):
    """Two teams in the order of their texts.

    ``confidence`` is 1.0 where both are named in full, 0.95 where the league is known or neither is named by its code
    alone, 0.85 otherwise.
    """

    first: Team
    second: Team
    confidence: float


@lru_cache(maxsize=1 << 15)
def find_pair(first: str, second: str, league: str | None = None, sport: str | None = None) -> TeamPair | None:
    """The two teams of a game, None unless both are known and only two of one league can be meant.

    ``Giants`` and ``Dodgers`` are of the MLB. ``MIL`` and ``DET`` play in the NBA and in the MLB: they are two teams
    only if the league says which. Clubs of two countries are a pair where no pair of one country is meant.
    """
    ones, others = team_candidates(first, league, sport), team_candidates(second, league, sport)
    pairs = [(one, other) for one in ones for other in others if one != other]
    pairs = [pair for pair in pairs if pair[0].table == pair[1].table] or _abroad(pairs)
    if len(pairs) != 1:
        return None
    one, other = pairs[0]
    least = min(ones[one], others[other])
    return TeamPair(one, other, 0.95 if names_one_league(league) and least < Spelling.FULL else _CONFIDENCE[least])


def _abroad(pairs: list[tuple[Team, Team]]) -> list[tuple[Team, Team]]:
    """The pairs of clubs of two countries."""
    clubs = scope("UEFA Champions League")
    return [pair for pair in pairs if pair[0].table in clubs and pair[1].table in clubs]
