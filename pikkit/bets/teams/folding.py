"""What two spellings of a team's name have in common."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
)
"""Letters that Unicode does not take apart."""
_DROPPED = re.compile(r"[.'’`´ʻ&]")
_RANK = re.compile(r"^\s*(#\d{1,2}\s|\(#?\d{1,2}\)\s)")
_NO_WORD = re.compile(r"[\W_]+")
_SAME = {"state": "st", "saint": "st", "united": "utd", "mount": "mt", "fort": "ft"}
_EMPTY = frozenset({"and", "the", "university", "univ"})
_CLUB = frozenset({"fc", "afc", "cf", "sc", "fk", "ac", "as"})


@lru_cache(maxsize=1 << 16)
def fold_team(text: str) -> str:
    """A name without case, accents, dots and ranks, its usual short words as one: ``St. John's`` is ``st johns``."""
    text = plain(text)
    if text[:1] in "#(":
        text = _RANK.sub("", text)
    words = [_SAME.get(word, word) for word in _NO_WORD.sub(" ", _DROPPED.sub("", text)).split()]
    return " ".join([word for word in words if word not in _EMPTY] or words)


def without_club(folded: str) -> str:
    """A folded name without the words that say no more than that it is a club's: ``fc koln`` is ``koln``."""
    words = folded.split()
    return " ".join([word for word in words if word not in _CLUB] or words)


def plain(text: str) -> str:
    """A text in small letters without accents: ``Beşiktaş`` is ``besiktas``."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))
