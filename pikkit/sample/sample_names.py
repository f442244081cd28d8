"""Invented teams and players."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pikkit.sample.leagues import LEAGUES

TEAMS = 24
"""Teams, or players where the sides are players, of each league."""
SQUAD = 6
"""Players of a team who have markets."""


def _words(text: str) -> list[str]:
    return text.split()


_CITIES = _words(
    "Ashford Bayport Corwen Dunmere Eastmere Fairhaven Glenrock Harwick Ironvale Juniper Kingsmoor Larkfield "
    "Marlow Northgate Orwell Pinecrest Quarry Redwater Stonebridge Thornbury Upton Valewood Westbrook Yarrow"
)
_NICKNAMES = _words(
    "Pilots Comets Badgers Anchors Drifters Foxes Granites Herons Lanterns Mariners Otters Pioneers Quills "
    "Ridgers Sparrows Tempest Voyagers Wardens Beacons Colliers Falconers Gales Millers Sentries"
)
_CLUBS = ("Town", "United", "Rovers", "Athletic", "City", "Wanderers")
_FIRST = _words(
    "Adam Bruno Caleb Dario Elias Felix Gavin Hugo Ivan Jonas Karim Leon Mateo Nolan Oscar Pavel Quinn Rafael "
    "Simon Tomas Ulrich Victor Wade Yusuf"
)
_LAST = _words(
    "Abbas Belov Castell Dorne Ekberg Farrow Grath Hollis Ibsen Jarvis Kestrel Lund Moreau Nyland Orsini Pryce "
    "Quist Renner Salter Torv Ullman Varga Winther Zeller"
)


@dataclass(frozen=True, slots=True)
class SampleNames:
    """The names of team ``league * TEAMS + n``, and of player ``team * SQUAD + n``, in three lengths for teams."""

    full: pa.Array
    short: pa.Array
    code: pa.Array
    players: pa.Array


def invent_names() -> SampleNames:
    """The teams and players, always the same."""
    teams = [_team(index, team) for index in range(len(LEAGUES)) for team in range(TEAMS)]
    full, short, code = zip(*teams, strict=True)
    return SampleNames(pa.array(full), pa.array(short), pa.array(code), pa.array(_players(full)))


def _team(index: int, team: int) -> tuple[str, str, str]:
    league, city = LEAGUES[index], _CITIES[team]
    if league.people:
        name = f"{_LAST[team]} {_FIRST[(team * 7) % TEAMS][0]}."
        return name, name, name
    if league.sport == "Soccer":
        name = f"{city} {_CLUBS[team % len(_CLUBS)]}"
        return name, name, city
    nickname, code = _NICKNAMES[(team + 5 * index) % TEAMS], city[:3].upper()
    return f"{city} {nickname}", f"{code} {nickname}", code


def _players(teams: tuple[str, ...]) -> list[str]:
    """Every first with every last name, in a mixed order; later ones get a middle initial. Singles play themselves."""
    pairs = [f"{first} {{}}{last}" for first in _FIRST for last in _LAST]
    order = np.random.default_rng(0).permutation(len(pairs))
    middles = ["", "J. ", "R. "]
    names = [pairs[order[n % len(pairs)]].format(middles[n // len(pairs)]) for n in range(len(teams) * SQUAD)]
    return [teams[n // SQUAD] if LEAGUES[n // SQUAD // TEAMS].people else name for n, name in enumerate(names)]
