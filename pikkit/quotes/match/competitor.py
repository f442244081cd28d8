"""Who takes part in an event, whatever a feed calls them: a team by the tables of teams, a player by name."""

import re
from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.letters import plain
from pikkit.bets.teams import find_team
from pikkit.bets.teams.folding import fold_team, without_club

INDIVIDUAL = frozenset({"tennis", "table tennis", "mma", "boxing", "golf", "darts", "snooker"})
"""Sports of players: their names are read as people's, and no side is at home."""
_WORDS = re.compile(r"[^\W\d_]+")
_DROPPED = re.compile(r"['’`´ʻ]")
_INITIALS = re.compile(r"^(?P<surname>.+?)\s+(?P<given>(?:[^\W\d_]{1,3}\.[\s-]?)+|[^\W\d_])$")
_SURNAME_FIRST = re.compile(r"^(?P<surname>[^,]+),\s*(?P<given>[^,]+)$")


class Competitor(NamedTuple):
    """One side of an event.

    Attributes:
        key: Equal for two spellings that may mean the same.
        given: A player's given names or initials, which must agree too; "" for a team.
        confidence: That ``key`` is theirs: a team's as ``find_team`` states it, 1.0 for a text compared by its letters.
        surnames: The words of a player's name that may be surnames; none of a team.
    """

    key: str
    given: str
    confidence: float
    surnames: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def competitor(name: str, sport: str, league: str | None = None) -> Competitor:
    """The competitor that a name means in a sport and league.

    A name that no table knows stands for itself alone: it equals only the same letters.
    """
    if sport.lower() in INDIVIDUAL:
        return _player(name)
    team_match = find_team(name, league, sport)
    if team_match is not None:
        return Competitor(team_match.team.key, "", team_match.confidence)
    return Competitor(without_club(fold_team(name), soccer=sport.lower() == "soccer"), "", 1.0)


def agree(one: Competitor, other: Competitor) -> bool:
    """Whether two competitors of one key may be the same: ``Ka.`` is ``Karolina`` and is not ``Kr.``."""
    if one.key != other.key or one.given == other.given:
        return one.key == other.key
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(one.given.split(), other.given.split(), strict=False))


def may_leave_out_a_surname(one: Competitor, other: Competitor) -> bool:
    """Whether one name is the other without a surname: ``Bautista R.`` of ``Roberto Bautista Agut``."""
    shorter, longer = sorted((one.surnames, other.surnames), key=len)
    return bool(shorter) and shorter < longer and agree(one._replace(key=""), other._replace(key=""))


def _player(name: str) -> Competitor:
    """``Nadal R.``, ``Nadal, Rafael``, ``R. Nadal`` and ``Rafael Nadal`` share the key ``nadal r``."""
    name = name.strip()
    surname_first = _INITIALS.match(name) or _SURNAME_FIRST.match(name)
    if surname_first:
        surname, given = _words(surname_first["surname"]), _words(surname_first["given"])
    else:
        words = _words(name)
        surname, given = words[-1:], words[:-1]
    if not surname or not given:
        return Competitor(" ".join(surname or given), "", 0.5)
    sure = 1.0 if surname_first or len(given) == 1 else 0.95
    surnames = frozenset(surname if surname_first else (*given[1:], *surname))
    return Competitor(f"{surname[-1]} {given[0][0]}", " ".join(given[:1]), sure, surnames)


def _words(text: str) -> list[str]:
    return _WORDS.findall(_DROPPED.sub("", plain(text)))
