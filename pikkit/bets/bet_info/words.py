"""A leg's text as words: what was written, and the same in the form the vocabulary is kept in."""

import re
from collections.abc import Container
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

JOINER = "+"
"""How the vocabulary knows every word between two things that belong together: "and", "&", "/", "plus"."""
GLUE = "\ufdd0"
"""Ends a written word that the next one continues without a blank; a code point that no text may hold."""

_PLUS = re.compile(r"(?<=[^\W\d_])\s*\+\s*(?=[^\W\d_])")
_HALVES = re.compile(r"(?<!\S)(\(?[+-]?\d+(?:\.\d+)?)(?:,\s+|\s+/\s+|\s+&\s+(?=[+-]))([+-]?\d+(?:\.\d+)?\)?)(?!\S)")
"""A split line with a blank in it: ``(0, -0.5)``."""
_COMMAS = re.compile(r"(?<![\w,.])[+-]?\d+(?:,\d)?/[+-]?\d+(?:,\d)?(?![\w,.])")
"""A split line with decimal commas: ``-0,5/-1,0``."""
_EDGES = "()[]{}:;,.!?\"'*-\u2013\u2014\u2022\ufdd0"
FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75", "−": "-", "＋": "+", "’": "'", "‐": "-", "‑": "-"})
_MINUS = re.compile(r"(?<![^\s(])[\u2013\u2014](?=\d)")
"""A long dash right in front of a number, for a minus."""
_JOINERS = {"and": JOINER, "&": JOINER, "/": JOINER, "plus": JOINER}
_INNER = re.compile(r"(?<=[^\W_])(?:[-/&\u2013\u2014](?=[^\W_])|\+/(?=[^\W_]))")


class Words(NamedTuple):
    """A leg's words, as written and as the vocabulary knows them, one for one."""

    written: list[str]
    folded: list[str]


def read_words(text: str, known: Container[str] = ()) -> Words:
    """The words of a text.

    Args:
        text: A leg.
        known: Words of the vocabulary: ``three-made`` and ``Pts/Rebs`` are two words if both parts are known.
    """
    written = split_words(text)
    if known and ("-" in text or "/" in text or "&" in text or not text.isascii()) and _INNER.search(text):
        written = [piece for word in written for piece in _pieces_if_known(word, known)]
    return Words(written, [fold_word(word) for word in written])


def join_words(written: list[str]) -> str:
    """Words as one text."""
    text = " ".join(written)
    return text.replace(f"{GLUE} ", "").replace(GLUE, "") if GLUE in text else text


def storable(text: str) -> str:
    """The text without lone surrogates: they are no characters, and could not be stored or sent on."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def split_words(text: str) -> list[str]:
    """The text's words as written; ``Pts+Rebs`` is three words, ``2½`` is ``2.5``."""
    if not text.isascii():
        text = _MINUS.sub("-", text.translate(FRACTIONS))
    if "/" in text and "," in text:
        text = _COMMAS.sub(lambda found: found[0].replace(",", "."), text)
    if "," in text or "/" in text or "& " in text:
        text = _HALVES.sub(r"\1,\2", text)
    if "+" in text:
        text = _PLUS.sub(" + ", text)
    return text.split()


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """A word as the vocabulary knows it: lower case, without punctuation at its ends (a dash alone is empty)."""
    folded = word.strip(_EDGES).rstrip("/&").lower() or word.strip(_EDGES)
    return _JOINERS.get(folded, folded)


def words_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the vocabulary knows it: a word with a hyphen is two."""
    return tuple(chain.from_iterable(map(_folded_pieces, split_words(phrase))))


@lru_cache(maxsize=1 << 12)
def _folded_pieces(word: str) -> tuple[str, ...]:
    """The vocabulary's fifty thousand phrases are made of some thousand words."""
    return tuple(folded for piece in split_inside(word) if (folded := fold_word(piece)))


@lru_cache(maxsize=1 << 14)
def split_inside(word: str) -> tuple[str, ...]:
    """``Three-Pointers`` as two words, the first of them marked as continued; scores and ranges (``2-1``) stay one."""
    cuts = [] if _is_range(word) else list(_INNER.finditer(word))
    if not cuts:
        return (word,)
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.end() for cut in cuts), len(word)]
    parts = [word[start:end] for start, end in zip(starts, ends, strict=True)]
    return (*(f"{part}{GLUE}" for part in parts[:-1]), parts[-1])


def _pieces_if_known(word: str, known: Container[str]) -> tuple[str, ...]:
    pieces = split_inside(word)
    return pieces if len(pieces) > 1 and all(fold_word(piece) in known for piece in pieces) else (word,)


def _is_range(word: str) -> bool:
    return not any(character.isalpha() for character in word)
