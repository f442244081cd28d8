"""How soon two teams may meet again, and so how bets on one meeting are told from bets on the next."""

from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.names import canonical_league, canonical_sport

_HOUR = 3_600


class Rhythm(NamedTuple):
    """When one meeting ends and another may begin.

    Attributes:
        daily: Two teams may meet on successive days: a game is what ends between two cuts.
        settled_cut: Seconds after midnight UTC before which no game of the day has ended, and after which books have
            settled those of the day before.
        placed_cut: The same for bets of which only the placing is known: before it nobody bets on the day's games.
        twice: Two teams may meet twice a day.
    """

    daily: bool = False
    settled_cut: int = 9 * _HOUR
    placed_cut: int = 9 * _HOUR
    twice: bool = False


_AMERICA = Rhythm(daily=True, settled_cut=15 * _HOUR, placed_cut=9 * _HOUR)
_EUROPE = Rhythm(daily=True, settled_cut=6 * _HOUR, placed_cut=2 * _HOUR)
_ASIA = Rhythm(daily=True, settled_cut=20 * _HOUR, placed_cut=16 * _HOUR)
_DAILY = frozenset({"Basketball", "Baseball", "Hockey"})
_REGIONS = {
    **dict.fromkeys(("EuroLeague", "EuroCup", "Spain ACB", "KHL", "SHL", "Liiga"), _EUROPE),
    **dict.fromkeys(("NPB", "KBO", "CBA", "NBL"), _ASIA),
}


@lru_cache(maxsize=4096)
def rhythm(sport: str | None, league: str | None) -> Rhythm:
    """The rhythm of a sport's league: North America's where the league is not known to be elsewhere."""
    name = canonical_league(league or "")
    played = canonical_sport(sport or "", name)
    if played not in _DAILY:
        return Rhythm()
    return _REGIONS.get(name or "", _AMERICA)._replace(twice=played == "Baseball")
