"""Which teams of the tables a name in a leg may mean."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pikkit.bets.bet_info.no_names import is_no_name
from pikkit.bets.bet_info.words import fold_word
from pikkit.bets.teams import Spelling, Team, team_candidates
from pikkit.bets.teams.roster import meanings

NORTH_AMERICAN = frozenset({"nba", "wnba", "nfl", "mlb", "nhl", "college", "cfl", "mls"})
"""Tables of leagues that write the visitors first, so that a "vs" between their teams says nothing for sure."""

_CODE_AND_NAME = re.compile(r"(?P<code>[A-Z]{2,4}) (?P<name>\D.*)")


@lru_cache(maxsize=1 << 15)
def teams_named(name: str) -> frozenset[Team]:
    """The teams that a name may mean; none if no table knows it.

    A code counts in capitals only (``NO`` is New Orleans, ``No`` is a word), and one that no table knows, in front of a
    name that one does, is passed over (``VGS Golden Knights``).
    """
    spellings = team_candidates(name)
    teams = frozenset(team for team, how in spellings.items() if how is not Spelling.CODE or name.isupper())
    written = None if teams else _CODE_AND_NAME.fullmatch(name)
    if written and not is_no_name(written["code"]) and not _CODE_AND_NAME.fullmatch(written["name"]):
        return frozenset(team for team, how in team_candidates(written["name"]).items() if how is not Spelling.CODE)
    return teams


def tables_of(teams: frozenset[Team]) -> frozenset[str]:
    """The tables that some teams are in."""
    return frozenset(team.table for team in teams)


@lru_cache(maxsize=1 << 15)
def share_a_league(first: str, second: str) -> bool:
    """Whether two names may be two teams of one table."""
    return not tables_of(teams_named(first)).isdisjoint(tables_of(teams_named(second)))


_NO_DRAWS = frozenset({"nba", "wnba", "mlb", "nhl", "nfl", "euroleague", "kbo", "npb", "college"})


@lru_cache(maxsize=4096)
def has_no_draw(first: str, second: str) -> bool:
    """Whether two names can only be teams of a league whose games are won by one of them."""
    both = tables_of(teams_named(first)) & tables_of(teams_named(second))
    return bool(both) and both <= _NO_DRAWS


def may_end_a_team(word: str) -> bool:
    """Whether a word, in small letters, is the last of any team's name: most people's last names are not."""
    return word in _last_words()


@cache
def _last_words() -> frozenset[str]:
    return frozenset(name.rsplit(" ", 1)[-1] for name in meanings()) | {"state", "united", "saint", "mount", "fort"}


def ends_a_team(written: Sequence[str], start: int, end: int) -> bool:
    """Whether a word that could be a market is the last of a team's name: ``Las Vegas Aces``."""
    if (
        end - start != 1
        or start == 0
        or not written[start - 1][-1].isalnum()
        or not written[start][0].isupper()
        or not may_end_a_team(fold_word(written[start]))
    ):
        return False
    return any(teams_named(" ".join(written[max(start - size, 0) : end])) for size in (1, 2))
