"""What two spellings of a team's name have in common."""

import re
from functools import lru_cache

from pikkit.bets.letters import plain

_DROPPED = re.compile(r"[.'’`´ʻ&]")
_RANK = re.compile(r"^\s*(#\d{1,2}\s|\(#?\d{1,2}\)\s)")
_NO_WORD = re.compile(r"[\W_]+")
_FIRST = re.compile(r"^1 (?=fc |fsv |sc )")
_SAME = {"state": "st", "saint": "st", "united": "utd", "mount": "mt", "fort": "ft"}
_EMPTY = frozenset({"and", "the", "university", "univ"})
_CLUB = frozenset({"fc", "afc", "cf", "sc", "fk", "ac", "as"})
_SOCCER_CLUB = _CLUB | {
    *("aa", "acf", "bc", "bk", "bsc", "ca", "calcio", "cd", "csd", "cp", "de", "ec", "fsv", "gd", "if", "jk"),
    *("kaa", "kas", "krc", "kv", "kvc", "nk", "rc", "rcd", "rsc", "sad", "sd", "sk", "ss", "ssc", "ssv", "sv", "tsg"),
    *("tsv", "ud", "us", "vfb", "vfl", "vv"),
}
"""What else soccer's clubs put before and behind their names; in other sports it can be a city (``SD Padres``)."""


@lru_cache(maxsize=1 << 16)
def fold_team(text: str) -> str:
    """A name without case, accents, dots and ranks, its usual short words as one: ``St. John's`` is ``st johns``."""
    text = plain(text)
    if text[:1] in "#(":
        text = _RANK.sub("", text)
    words = [_SAME.get(word, word) for word in _NO_WORD.sub(" ", _DROPPED.sub("", text)).split()]
    return " ".join([word for word in words if word not in _EMPTY] or words)


def without_club(folded: str, *, soccer: bool = False) -> str:
    """A folded name without the words that say no more than that it is a club's: ``fc koln`` is ``koln``.

    Args:
        folded: From ``fold_team``.
        soccer: It is known to be a soccer club's, so that ``vfl osnabruck`` is ``osnabruck`` too.
    """
    words, empty = _FIRST.sub("", folded).split(), _SOCCER_CLUB if soccer else _CLUB
    return " ".join([word for word in words if word not in empty] or words)
