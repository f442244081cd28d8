"""What is counted in a game: the stem of player props, team totals and game totals; a file a kind of sport."""

from pikkit.bets.tables.stats.american_football import FOOTBALL
from pikkit.bets.tables.stats.baseball import BASEBALL
from pikkit.bets.tables.stats.basketball import BASKETBALL
from pikkit.bets.tables.stats.hockey import HOCKEY
from pikkit.bets.tables.stats.individual_sports import COUNTED_BOTH, INDIVIDUAL
from pikkit.bets.tables.stats.other_sports import OTHER
from pikkit.bets.tables.stats.scoring import SCORING, TOTAL
from pikkit.bets.tables.stats.soccer import SOCCER
from pikkit.bets.tables.stats.sums import COMPOUNDS, PARTS

TEAM_STATS: dict[str, str] = {**SCORING, **BASKETBALL, **FOOTBALL, **BASEBALL, **HOCKEY, **SOCCER, **OTHER, **COMPOUNDS}
"""Stats whose subject may be a player or a team."""

__all__ = [
    "BASEBALL",
    "BASKETBALL",
    "COMPOUNDS",
    "COUNTED_BOTH",
    "FOOTBALL",
    "HOCKEY",
    "INDIVIDUAL",
    "OTHER",
    "PARTS",
    "SCORING",
    "SOCCER",
    "TEAM_STATS",
    "TOTAL",
]
