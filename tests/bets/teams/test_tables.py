from itertools import chain

import pytest

from pikkit.bets.teams.find_team import find_team
from pikkit.bets.teams.roster import roster
from pikkit.bets.teams.scope import ALL, scope
from pikkit.bets.teams.team import Team

TEAMS = list(chain.from_iterable(roster().values()))
LEAGUE_SIZES = {"nba": 30, "wnba": 15, "nfl": 32, "mlb": 30, "nhl": 33, "mls": 30}


def test_every_team_has_a_key_of_its_own() -> None:
    keys = [team.key for team in TEAMS]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize(("table", "size"), LEAGUE_SIZES.items())
def test_a_leagues_table_is_whole(table: str, size: int) -> None:
    assert len(roster()[table]) == size


def test_every_table_is_some_sports() -> None:
    assert set(ALL) == set(roster())


def test_no_full_name_means_two_teams_of_its_table() -> None:
    assert [team.name for team in TEAMS if not _is_found(team)] == []


def _is_found(team: Team) -> bool:
    league = next((name for name in LEAGUES if scope(name) == {team.table}), "UEFA Champions League")
    found = find_team(team.name, league)
    return found is not None and found.team == team


LEAGUES = (
    *("NBA", "WNBA", "NFL", "MLB", "NHL", "MLS", "NWSL", "CFL", "NPB", "KBO", "EuroLeague", "NCAAB", "UEFA Euro"),
    *("England Premier League", "Scotland Premiership", "Spain La Liga", "Italy Serie A", "Germany Bundesliga"),
    *("France Ligue 1", "Netherlands Eredivisie", "Portugal Primeira Liga", "Belgium Pro League", "Turkey Super Lig"),
    *("Greece Super League", "Mexico Liga MX", "Brazil Serie A", "NRL", "AFL"),
)
