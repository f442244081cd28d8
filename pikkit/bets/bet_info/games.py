"""The names of the two teams in the words behind a market."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.bet_info.known_teams import tables_of, teams_named
from pikkit.bets.bet_info.matchup import separator_index
from pikkit.bets.bet_info.numbers import read_number
from pikkit.bets.bet_info.particles import PARTICLES
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.tags import is_tag, untagged
from pikkit.bets.bet_info.vocabulary import find_phrases, known_words
from pikkit.bets.bet_info.words import Words, join_words, read_words

_MOMENT = re.compile(r"[(\[]?(?:game|gm|g)\s?#?\d\b|[(\[]?\d{1,2}[:/]\d{2}", re.IGNORECASE)
"""A time, a date, or which game of a doubleheader: it is read elsewhere, or says nothing."""


class GameNames(NamedTuple):
    """The two names as listed, and what stands around them."""

    first: str
    second: str
    start: int = 0
    """How many words in front of the first belong to neither."""
    left: tuple[str, ...] = ()
    """The words behind the second that no rule reads."""
    before: str = ""
    """The words in front of the first that no rule reads."""


NO_NAMES = GameNames("", "")
"""Of a leg that names no game."""


def game_of(words: Words, marks: Sequence[Mark], start: int, at: int) -> GameNames:
    """The names around the separator at ``at``, the first of them from ``start`` on; as ``game_in``, but faster."""
    written, folded = words
    if marks[-1].end > start or start >= at or not (folded[start] and folded[at - 1]):
        return game_in(join_words([*written[start:at], folded[at], *written[at + 1 :]]))
    first = join_words(written[start:at])
    second, left = _trimmed(join_words(written[at + 1 :]))
    if (
        at - start > 1
        and (")" in first or not teams_named(first))
        and (cut := _surplus(written[start:at], first, second))
    ):
        return GameNames(
            untagged(join_words(written[start + cut : at])), second, cut, left, join_words(written[start : start + cut])
        )
    return GameNames(untagged(first), second, 0, left)


@lru_cache(maxsize=1 << 15)
def _trimmed(second: str) -> tuple[str, tuple[str, ...]]:
    """The second name in words that hold no phrase, and the rest."""
    return _second_name(read_words(second, known_words()), (), 0)


@lru_cache(maxsize=1 << 15)
def game_in(text: str) -> GameNames:
    """Two names around a separator, with what else stands around them: ``by the player NY Knicks at CHA Hornets``."""
    words = read_words(text, known_words())
    at = separator_index(*words)
    if at is None:
        at = next((i for i, word in enumerate(words.folded) if word in {"@", "vs", "versus", "v", "at"}), None)
    if at is None:
        return NO_NAMES
    marks = find_phrases(words.folded)
    second, left = _second_name(words, marks, at + 1)
    begin, end = without_phrases(words, marks, 0, at)
    first = join_words(words.written[begin:end])
    cut = _surplus(words.written[begin:end], first, second) if end - begin > 1 else 0
    before = join_words(words.written[begin : begin + cut])
    name = join_words(words.written[begin + cut : end]) if cut else first
    return GameNames(untagged(name), second, begin + cut, left, before)


def _second_name(words: Words, marks: Sequence[Mark], start: int) -> tuple[str, tuple[str, ...]]:
    """The name behind the separator, and what is said behind it."""
    written, folded = words
    begin, end = without_phrases(words, marks, start, len(folded))
    stop = next((i for i in range(begin + 1, end) if _ends_name(written[i], folded[i])), end)
    rest = [word for word, fold in zip(written[stop:end], folded[stop:end], strict=True) if fold]
    rest_words = () if _MOMENT.match(join_words(rest)) or is_tag(join_words(rest)) else tuple(rest)
    return untagged(_without_stop(join_words(written[begin:stop]).rstrip(",;:"))), rest_words


def _without_stop(name: str) -> str:
    """A name without the full stop of the sentence that it ends; what is shortened keeps its own (``Ohio St.``)."""
    if name[-1:] != ".":
        return name
    last = name.rsplit(" ", 1)[-1][:-1]
    if len(last) > _LONGEST_SHORT:
        return name[:-1]
    code = len(last) > 1 and last.isalpha() and last.isupper()
    known = last.lower() not in _SHORTENED and len(name.split()) != _PERSON and bool(teams_named(name[:-1]))
    return name[:-1] if code or known else name


_LONGEST_SHORT = 3
"""Letters of a shortened last word (``Pa.``, ``Rep.``, ``Wang Yaf.``)."""
_SHORTENED = frozenset({"st", "pa", "rep", "utd", "u", "int", "va", "mt", "ft"})
_PERSON = 2
"""Words of a name with an initial behind it (``Jansen J.``)."""


def without_phrases(words: Words, marks: Sequence[Mark], start: int, end: int) -> tuple[int, int]:
    """The bounds without dashes and phrases at either end; a market's words may be part of a name.

    Words that are nothing but a phrase are a name all the same (``Standard`` of Liège).
    """
    begin = start
    for mark in marks:
        if mark.start == begin and mark.end <= end and mark.phrase.role is not Role.MARKET:
            begin = _past_dashes(words.folded, mark.end, end)
    begin = _past_dashes(words.folded, begin, end)
    stop = _without_last(words, marks, begin, end)
    return (begin, stop) if begin < stop else (start, _without_last(words, marks, start, end))


def _without_last(words: Words, marks: Sequence[Mark], begin: int, stop: int) -> int:
    """Where the words end if dashes and phrases behind the first word are left out."""
    for mark in reversed(marks):
        if mark.end == stop and mark.start > begin and mark.phrase.role is not Role.MARKET:
            stop = mark.start
            while stop > begin and not words.folded[stop - 1]:
                stop -= 1
    while stop > begin and not words.folded[stop - 1]:
        stop -= 1
    return stop


def _past_dashes(folded: Sequence[str], start: int, end: int) -> int:
    while start < end and not folded[start]:
        start += 1
    return start


def _ends_name(written: str, folded: str) -> bool:
    """A dash, a date or a time, or brackets that are no state ("Miami (OH)")."""
    if not folded:
        return True
    if written[0] in "([":
        return not (len(folded) in (2, 3) and folded.isalpha() and written[1:-1].isupper())
    is_moment = written[0].isdigit() and ("/" in written or ":" in written)
    return is_moment or ("." in written[:-1] and read_number(written) is not None)


def _surplus(written: Sequence[str], first: str, second: str) -> int:
    """How many words in front of the first name are no part of it: the rest is a team of the other's league."""
    tagged = _tag_end(written) if ")" in first or "]" in first else 0
    if 0 < tagged < len(written):
        return tagged
    if teams_named(first):
        return 0
    if twice := _twice(written):
        return twice
    tables, other = tables_of(teams_named(second)), _other_first(written, second)
    for size in range(len(written) - max(other, 1), 0, -1) if tables else ():
        if not tables.isdisjoint(tables_of(teams_named(join_words(list(written[-size:]))))):
            return len(written) - size
    return other or _small_words(written)


def _twice(written: Sequence[str]) -> int:
    """How many words in front are the first name once more: ``Gary Tomlin Gary Tomlin v Jo Ver``."""
    small = _small_words(written)
    half, odd = divmod(len(written) - small, 2)
    if half and not odd and list(written[small : small + half]) == list(written[small + half :]):
        return small + half
    return 0


def _other_first(written: Sequence[str], second: str) -> int:
    """How many words in front are the second name: ``Jo Ver Gary Tomlin v Jo Ver``."""
    other = second.split()
    return len(other) if len(written) > len(other) and list(written[: len(other)]) == other else 0


def _tag_end(written: Sequence[str]) -> int:
    """How many words in front belong to brackets that are another's: ``(NYG) Giants``, ``(Maps 1+2+3) Navi``."""
    opened = 0
    for i, word in enumerate(written):
        opened += word.count("(") + word.count("[") - word.count(")") - word.count("]")
        if opened < 0 or (opened == 0 and written[0][0] in "([" and word[-1] in ")]"):
            return i + 1
    return 0


def _small_words(written: Sequence[str]) -> int:
    """How many words at the front are written small, if others are not: a name begins with a capital."""
    if not written[0][0].islower() or written[0] in PARTICLES:
        return 0
    return next((i for i, word in enumerate(written) if word[0].isupper() or word in PARTICLES), 0)


def is_whole_name(written: Sequence[str], second: str) -> bool:
    """Whether the words in front of a separator are one name, no part of which is left over."""
    first = join_words(list(written))
    return len(written) < 2 or bool(teams_named(first)) or not _surplus(written, first, second)
