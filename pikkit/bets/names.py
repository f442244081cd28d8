"""One name for each thing that books and exports spell in many ways.

A name no table knows is kept, trimmed and with its spaces folded: a new league is a league, not an error.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pikkit.bets.book_hosts import name_in_host
from pikkit.bets.league_names import league_named
from pikkit.bets.letters import fold, key_of
from pikkit.bets.tables.leagues import LEAGUES, SPORT_ALIASES
from pikkit.bets.tables.regions import REGION_ALIASES, REGIONS
from pikkit.bets.tables.sportsbooks import BOOKS

SEPARATOR = " | "
"""What joins the members of a set in an export: ``Soccer | Tennis``."""

_REGION_SUFFIX = re.compile(r"^(?P<name>.+?)\s*(?:\s[-–—]\s+(?P<dash>[^-–—()]+)|\((?P<brackets>[^()]+)\))$")


@lru_cache(maxsize=4096)
def canonical_sportsbook(text: str) -> tuple[str, str | None]:
    """The book's own name and the state or province it is licensed in, if the text says one.

    ``"Caesars - New York"`` is ``("Caesars", "New York")``; a suffix that is no region stays in the name. Of a web
    address of a known book, ``"www.bet365.com"``, it is that book.
    """
    name, region = fold(text), None
    if (suffix := _REGION_SUFFIX.match(name)) and (
        known_region := _REGIONS.get(key_of(suffix["dash"] or suffix["brackets"]))
    ):
        name, region = suffix["name"], known_region
    known = _BOOK_NAMES.get(key_of(name)) or _BOOK_NAMES.get(key_of(name).removesuffix("sportsbook"))
    return known or _book_at(name) or name, region


def _book_at(address: str) -> str | None:
    return _BOOK_NAMES.get(key_of(name_in_host(address) or ""))


def canonical_league(text: str) -> str | None:
    """The league's canonical name (``"College Basketball"`` is ``"NCAAB"``); None for an empty text."""
    return league_named(text) or fold(text) or None


@lru_cache(maxsize=4096)
def canonical_sport(text: str, league: str | None = None) -> str | None:
    """The sport's canonical name, inferred from the league when the text is empty; None if neither says."""
    if key_of(text):
        return _SPORT_NAMES.get(key_of(text)) or fold(text)
    return _LEAGUE_SPORTS.get(canonical_league(league or "") or "")


def canonical_leagues(text: str) -> str | None:
    """A set of leagues joined by " | ", each by its canonical name, in the order first seen."""
    return _join(map(canonical_league, text.split("|")))


def canonical_sports(text: str, leagues: str | None = None) -> str | None:
    """A set of sports joined by " | ", inferred from the leagues when the text is empty."""
    if key_of(text):
        return _join(map(canonical_sport, text.split("|")))
    return _join(canonical_sport("", league) for league in (leagues or "").split("|"))


def known_sportsbooks() -> frozenset[str]:
    """The canonical names of all books that the tables know."""
    return frozenset(_BOOK_KINDS)


def known_leagues() -> frozenset[str]:
    """The canonical names of all leagues that the tables know."""
    return frozenset(_LEAGUE_SPORTS)


def known_sports() -> frozenset[str]:
    """The canonical names of all sports that the tables know."""
    return frozenset(_SPORT_NAMES.values())


def _join(names: Iterable[str | None]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(name for name in names if name)) or None


def _spellings(table: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for name, aliases in table.items():
        for spelling in (name, *aliases):
            yield key_of(spelling), name


def _index(tables: Iterable[dict[str, tuple[str, ...]]]) -> dict[str, str]:
    """Key to canonical name over several tables; a canonical name wins over another's alias."""
    index: dict[str, str] = {}
    canonical: Callable[[tuple[str, str]], bool] = lambda pair: pair[0] == key_of(pair[1])  # noqa: E731
    pairs = [pair for table in tables for pair in _spellings(table)]
    for key, name in sorted(pairs, key=canonical, reverse=True):
        index.setdefault(key, name)
    return index


_BOOK_NAMES = _index(BOOKS.values())
_BOOK_KINDS = {name: kind for kind, books in BOOKS.items() for name in books}
_LEAGUE_SPORTS = {league: sport for sport, leagues in LEAGUES.items() for league in leagues}
_SPORT_NAMES = _index([SPORT_ALIASES])
_REGIONS = {
    **{key_of(code): name for name, code in REGIONS.items()},
    **{key_of(name): name for name in REGIONS},
    **{key_of(alias): name for alias, name in REGION_ALIASES.items()},
}
