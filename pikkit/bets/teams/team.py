"""A team, and what a text that means it says."""

from enum import IntEnum
from typing import NamedTuple


class Spelling(IntEnum):
    """How a text names a team; the greater, the more it says by itself."""

    CODE = 1
    """Two to six letters: ``MIA``, ``NYG``. Some are words too (``NO``, ``CAR``, ``MIN``)."""
    PART = 2
    """A part of its name or a short name: ``Miami``, ``Marlins``, ``Wolves``, ``Man Utd``."""
    FULL = 3
    """Its full name, or its city or code with its nickname: ``Miami Marlins``, ``MIA Marlins``, ``Los Angeles R``."""


class Team(NamedTuple):
    """A team of a table.

    Attributes:
        key: ``table:name-in-small-letters``, such as ``mlb:miami-marlins``: unique, and the same in every release.
        table: The file it is from: ``mlb``, ``england``, ``college``.
        name: Its full name, with its own letters: ``Beşiktaş``.
        city: Where it is from, or its short name; "" if the name is not made of city and nickname.
        nickname: ``Marlins``; "" if it has none that is used alone.
    """

    key: str
    table: str
    name: str
    city: str
    nickname: str


class TeamMatch(NamedTuple):
    """A team that a text means.

    Attributes:
        team: The team.
        spelling: How the text names it.
        confidence: In (0, 1], a stated rule and no measured share: 1.0 a full name; 0.95 a part of it or a code that
            only this team of the known league has; without a league 0.9 a part and 0.7 a code that no other team of
            any table has.
    """

    team: Team
    spelling: Spelling
    confidence: float
