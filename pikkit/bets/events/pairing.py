"""Who meets whom: one key for a pair of teams, in either order."""

from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.events.person import PERSONAL, person_key
from pikkit.bets.events.rhythm import Rhythm, rhythm
from pikkit.bets.names import canonical_league, canonical_sport
from pikkit.bets.teams import find_pair, find_team
from pikkit.bets.teams.folding import fold_team, without_club

_SPORT_OF_TABLE = {
    **dict.fromkeys(("nba", "wnba", "euroleague"), "Basketball"),
    **dict.fromkeys(("nfl", "cfl"), "Football"),
    **dict.fromkeys(("mlb", "npb", "kbo"), "Baseball"),
    "nhl": "Hockey",
}
_SHARED = frozenset({"college", "nations"})
"""Tables whose teams play several sports, men and women: the sport, or a women's league, is part of their key."""
_WOMEN = frozenset({"NCAAW"})
_SPELLED, _HALF_KNOWN = 0.8, 0.7


class Pairing(NamedTuple):
    """Two that meet.

    Attributes:
        key: The same for either order and every known spelling: ``nba:boston-celtics+nba:miami-heat``.
        confidence: That these two are meant; at most 0.8 where a name is in no table and only its spelling counts.
        rhythm: How soon they may meet again.
    """

    key: str
    confidence: float
    rhythm: Rhythm


@lru_cache(maxsize=1 << 16)
def pairing(home: str, away: str, sport: str | None, league: str | None) -> Pairing | None:
    """The pairing of two names; None if they are one name, or say nothing."""
    played = canonical_sport(sport or "", canonical_league(league or ""))
    if played in PERSONAL:
        return _spelled(person_key(home), person_key(away), _SPELLED, played, league)
    known = find_pair(home, away, league, sport)
    if known is None:
        one, other = _side(home, league, played), _side(away, league, played)
        sure = _HALF_KNOWN if ":" in one or ":" in other else _SPELLED
        return _spelled(one, other, sure, played, league)
    tables = {known.first.table, known.second.table}
    played = played or next((_SPORT_OF_TABLE[table] for table in tables if table in _SPORT_OF_TABLE), None)
    key = "+".join(sorted((known.first.key, known.second.key)))
    name = f"{_group(played, league)}/{key}" if tables & _SHARED else key
    return Pairing(name, known.confidence, rhythm(played, league))


def _side(name: str, league: str | None, sport: str | None) -> str:
    team = find_team(name, league, sport)
    return team.team.key if team else without_club(fold_team(name), soccer=sport == "Soccer")


def _spelled(one: str, other: str, sure: float, sport: str | None, league: str | None) -> Pairing | None:
    if one == other or not one or not other:
        return None
    return Pairing(f"{_group(sport, league)}/{'+'.join(sorted((one, other)))}", sure, rhythm(sport, league))


def _group(sport: str | None, league: str | None) -> str:
    """Within which a name means one team: the sport, or a women's league of it."""
    name = canonical_league(league or "")
    return name if name in _WOMEN else (sport or "").lower()
