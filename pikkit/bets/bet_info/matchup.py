"""The two sides of a game in a leg's text, and which of them is at home."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.numbers import read_number
from pikkit.bets.order import Order

_SEPARATORS = ("@", "vs", "versus", "v", "at")
"""In order of trust: "at" is also an English word, and "v" an initial unless it is small or all is in capitals."""


_BEHIND = frozenset({"live", "betting", "bet", "boost", "boosted"})
"""Words that an app adds to a leg in capitals."""


class Matchup(NamedTuple):
    """Who plays whom; an empty name where the text does not say."""

    home: str
    away: str
    listed: tuple[str, str]
    """The same two in the order of the text."""
    order: Order | None = None
    """None: the text names no game."""


NO_MATCHUP = Matchup("", "", ("", ""))
"""A leg that names no game."""


def separator_index(written: Sequence[str], words: Sequence[str]) -> int | None:
    """Where the word between the two names stands, None if there is no matchup."""
    for separator in _SEPARATORS:
        if separator in words or separator in written:
            for index in range(len(words) - 2, 0, -1):
                if _separates(separator, index, written, words):
                    return index
    return None


def matchup_of(first: str, separator: str, second: str, *, visitors_first: bool = False) -> Matchup:
    """``A @ B`` and ``A at B``: B is at home; ``A vs. B``: A is, unless this form names the visitors first."""
    sure = separator in {"@", "at"}
    away_first = sure or visitors_first
    order = Order.SURE if sure else Order.HABIT if visitors_first else Order.LISTED
    return Matchup(second if away_first else first, first if away_first else second, (first, second), order)


def _separates(separator: str, index: int, written: Sequence[str], words: Sequence[str]) -> bool:
    if words[index] != separator:
        return False
    if separator == "v":
        return written[index][:1] == "v" or all(
            word == word.upper() or fold in _BEHIND for word, fold in zip(written, words, strict=True)
        )
    if separator == "at":
        return words[index + 1] not in {"least", "most", "any", "end", "half"}
    return separator != "@" or index + 2 < len(words) or read_number(written[index + 1]) is None
