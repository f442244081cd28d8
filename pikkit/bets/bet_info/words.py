"""A leg's text as words: what was written, and the same in the form the vocabulary is kept in."""

import re
from functools import lru_cache
from typing import NamedTuple

_PLUS = re.compile(r"(?<=[^\W\d_])\s*\+\s*(?=[^\W\d_])")
_EDGES = "()[]{}:;,.!?\"'-\u2013\u2014"
_FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75", "−": "-", "＋": "+", "’": "'"})


class Words(NamedTuple):
    """A leg's words, as written and as the vocabulary knows them, one for one."""

    written: list[str]
    folded: list[str]


def read_words(text: str) -> Words:
    """The words of a text."""
    written = split(text)
    return Words(written, [fold_word(word) for word in written])


def storable(text: str) -> str:
    """The text without lone surrogates: they are no characters, and could not be stored or sent on."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def split(text: str) -> list[str]:
    """The text's words as written; ``Pts+Rebs`` is three words, ``2½`` is ``2.5``."""
    if not text.isascii():
        text = text.translate(_FRACTIONS)
    if "+" in text:
        text = _PLUS.sub(" + ", text)
    return text.split()


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """A word as the vocabulary knows it: lower case, without punctuation at its ends (a dash alone is empty)."""
    return word.strip(_EDGES).lower()


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the vocabulary knows it."""
    return tuple(word for word in map(fold_word, split(phrase)) if word)
