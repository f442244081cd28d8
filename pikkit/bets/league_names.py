"""The league that a text names, wherever its country stands: ``La Liga - Spain``, ``SPAIN: La Liga``."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pikkit.bets.letters import fold, key_of, plain
from pikkit.bets.tables.countries import COUNTRIES
from pikkit.bets.tables.leagues import LEAGUES

_AMERICAN = frozenset({"NBA", "WNBA", "NCAAB", "NCAAF", "NFL", "MLB", "NHL", "AHL", "MLS", "NWSL", "USL Championship"})
"""Leagues of the USA, whose names don't say so."""
_COUNTRY_OF = {plain(word): country for country, words in COUNTRIES.items() for word in (country, *words)}
_WORDS = "|".join(sorted(map(re.escape, _COUNTRY_OF), key=len, reverse=True))
_IN_FRONT = re.compile(rf"(?P<country>{_WORDS})\W+(?P<rest>.+)")
_BEHIND = re.compile(rf"(?P<rest>.+?)\W+(?P<country>{_WORDS})\W*")
_SEASON = re.compile(r"\W+20\d\d(?:\W+(?:20)?\d\d)?$")


@lru_cache(maxsize=4096)
def league_named(text: str) -> str | None:
    """The canonical name of a league, None if no table knows it; a season behind it is passed over.

    A league of a country that has none so called is nobody else's: ``Premier League - Egypt`` is not England's.
    """
    spelled = plain(fold(text))
    return _named(spelled) or _named(_SEASON.sub("", spelled))


def _named(spelled: str) -> str | None:
    whole, of_country = _index()
    own = (of_country.get((country, key_of(rest))) for country, rest in _said_countries(spelled))
    return whole.get(key_of(spelled)) or next(filter(None, own), None)


def _said_countries(spelled: str) -> Iterator[tuple[str, str]]:
    """Each country that stands in front or behind, with what else is said."""
    for place in (_IN_FRONT, _BEHIND):
        if match := place.fullmatch(spelled):
            yield _COUNTRY_OF[match["country"]], match["rest"]


@cache
def _index() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The leagues by the key of a spelling, and by country and the key of what else a spelling says."""
    whole: dict[str, str] = {}
    of_country: dict[tuple[str, str], str] = {}
    for name, aliases in ((name, aliases) for leagues in LEAGUES.values() for name, aliases in leagues.items()):
        country = "USA" if name in _AMERICAN else next((named for named, _ in _said_countries(plain(name))), None)
        for spelled in map(plain, (name, *aliases)):
            whole.setdefault(key_of(spelled), name)
            if country:
                rests = [rest for named, rest in _said_countries(spelled) if named == country]
                of_country.setdefault((country, key_of((rests or [spelled])[0])), name)
    return whole, of_country
