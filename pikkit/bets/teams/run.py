"""A team's name within a text of many words."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.teams.candidates import is_team_word

LONGEST = 6
"""Words of the longest name."""


class TeamRun(NamedTuple):
    """Where a team's name stands: words[start:end]."""

    start: int
    end: int


def team_run(words: Sequence[str], start: int, end: int, *, last: bool = False) -> TeamRun | None:
    """The longest name of any team that words[start:end] begin with, or end with if ``last``; None if with none.

    The words are as they were written: a code counts in capitals only, as some are words (``NO``, ``CAR``, ``MIN``).
    """
    for size in range(min(LONGEST, end - start), 0, -1):
        first = end - size if last else start
        name = words[first : first + size]
        if _is_bounded(name) and is_team_word(" ".join(name)):
            return TeamRun(first, first + size)
    return None


def _is_bounded(name: Sequence[str]) -> bool:
    """Whether it has no word of signs alone at its ends, which no spelling counts: ``@``, ``-``."""
    return any(map(str.isalnum, name[0])) and any(map(str.isalnum, name[-1]))
