"""The two sides of a game in a leg's text."""

from collections.abc import Sequence
from typing import NamedTuple

_SEPARATORS = ("@", "vs", "v", "at")
"""In order of trust: "at" is also an English word, and "v" an initial unless it is written small."""


class Matchup(NamedTuple):
    """Who plays whom; an empty name where the text does not say."""

    home: str
    away: str
    listed: tuple[str, str]
    """The same two in the order of the text."""


NO_MATCHUP = Matchup("", "", ("", ""))
"""A leg that names no game."""


def separator_index(written: Sequence[str], words: Sequence[str]) -> int | None:
    """Where the word between the two names stands, None if there is no matchup."""
    for separator in _SEPARATORS:
        if separator in words or separator in written:
            for index in range(len(words) - 2, 0, -1):
                if _separates(separator, written[index], words[index]):
                    return index
    return None


def matchup_of(first: str, separator: str, second: str) -> Matchup:
    """``A @ B`` and ``A at B``: B is at home; ``A vs. B``: A is (of a neutral court: A is named first)."""
    away_first = separator in {"@", "at"}
    return Matchup(second if away_first else first, first if away_first else second, (first, second))


def _separates(separator: str, written: str, word: str) -> bool:
    return written[:1] == "v" and word == "v" if separator == "v" else word == separator
