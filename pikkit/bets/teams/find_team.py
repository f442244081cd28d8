"""The one team that a text means."""

from functools import lru_cache

from pikkit.bets.teams.candidates import team_candidates
from pikkit.bets.teams.scope import names_one_league
from pikkit.bets.teams.team import Spelling, TeamMatch

_CONFIDENCE = {Spelling.FULL: 1.0, Spelling.PART: 0.9, Spelling.CODE: 0.7}
_IN_LEAGUE = 0.95


@lru_cache(maxsize=1 << 15)
def find_team(text: str, league: str | None = None, sport: str | None = None) -> TeamMatch | None:
    """The team that a text means, None if there is none or if it could be another.

    ``find_team("Miami", "MLB")`` is the Marlins; ``find_team("Miami")`` is None, for it could be the Heat; so are
    ``Los Angeles`` in the NBA, and a name of a league that has no table.

    Args:
        text: A team's name, city, nickname or code, in any case, with or without accents.
        league: The bet's league in any spelling, or several joined by " | ".
        sport: Its sport, asked only where no league is given.
    """
    candidates = team_candidates(text, league, sport)
    if len(candidates) != 1:
        return None
    ((team, how),) = candidates.items()
    sure = _IN_LEAGUE if names_one_league(league) and how is not Spelling.FULL else _CONFIDENCE[how]
    return TeamMatch(team, how, sure)
