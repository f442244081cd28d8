"""Teams: one key for each, whatever a book calls it, and which words may mean it.

The facts are in ``tables/``, a CSV file a league; a country's clubs are in one, so that a club keeps its key when it is
relegated or plays in Europe. Which tables a league has, ``scope`` says.
"""

from pikkit.bets.teams.candidates import is_team_word, team_candidates
from pikkit.bets.teams.find_team import find_team
from pikkit.bets.teams.pair import TeamPair, find_pair
from pikkit.bets.teams.run import TeamRun, team_run
from pikkit.bets.teams.team import Spelling, Team, TeamMatch

__all__ = [
    "Spelling",
    "Team",
    "TeamMatch",
    "TeamPair",
    "TeamRun",
    "find_pair",
    "find_team",
    "is_team_word",
    "team_candidates",
    "team_run",
]
