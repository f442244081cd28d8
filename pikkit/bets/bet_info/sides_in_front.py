"""The same leg with its name in front: ``Map 2 Handicap MOUZ +2.5 G2 vs MOUZ`` is ``MOUZ Map 2 Handicap +2.5 …``.

A side that is named once more in front of the game tells where the game begins, whatever else stands between.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.matchup import separator_index
from pikkit.bets.bet_info.numbers import SIDE_WORDS, YES_NO, read_number
from pikkit.bets.bet_info.particles import PARTICLES
from pikkit.bets.bet_info.phrases import Role
from pikkit.bets.bet_info.places import may_be_name
from pikkit.bets.bet_info.scores import is_score
from pikkit.bets.bet_info.usual_words import usual_words
from pikkit.bets.bet_info.vocabulary import find_phrases
from pikkit.bets.bet_info.words import Words, fold_word, join_words

_DASHES = frozenset("-\u2013\u2014")
_LONGEST = 6
_PERSON = 2
_EDGES = " :-\u2013\u2014,;"


class _Split(NamedTuple):
    """Where in a leg's words the game begins, and its side that is named in front."""

    start: int
    at: int
    named: range


def sides_in_front(text: str) -> Iterator[str]:
    """Other orders of the words, the likeliest first; none if no side is named in front of the game."""
    words = usual_words(text)
    at = _separator(words)
    if at is None:
        return
    split = _named_side(words, at)
    if split is None:
        yield from _person_in_front(words, at)
        return
    written = words.written
    game = [*written[split.start : at], "v" if written[at] in _DASHES else written[at], *written[at + 1 :]]
    rest = [i for i in range(split.start) if i not in split.named]
    others = _unread(words, rest)
    name = [written[i].strip(_EDGES) for i in split.named]
    if others and len(others) < len(rest):
        yield _text([written[i] for i in others], [written[i] for i in rest if i not in others], game)
    yield _text(name, [written[i] for i in rest], game)


def _text(name: Sequence[str], rest: Sequence[str], game: Sequence[str]) -> str:
    middle = join_words(list(rest)).strip(_EDGES)
    return " ".join(filter(None, (join_words(list(name)).strip(_EDGES), middle, join_words(list(game)))))


def _separator(words: Words) -> int | None:
    """Where the two names of the game meet: around a word, or the last dash."""
    at = separator_index(*words)
    if at is not None:
        return at
    return max((i for i in range(1, len(words.written) - 1) if words.written[i] in _DASHES), default=None)


def _named_side(words: Words, at: int) -> _Split | None:
    """The game's side that stands in front of it once more, None if neither does."""
    folded = words.folded
    for size in range(min(_LONGEST, at // 2), 0, -1):
        if (place := _place(folded[: at - size], folded[at - size : at])) is not None:
            start = min(at - size, _game_start(words, place + size, at))  # "Sinner", of Jannik Sinner
            return _Split(start, at, range(place, place + size))
    for size in range(min(_LONGEST, len(folded) - at - 1), 0, -1):
        for start in (at + 1, len(folded) - size):  # "Carlos", and "Alcaraz" of Carlos Alcaraz
            if (place := _place(folded[: at - 1], folded[start : start + size])) is not None:
                return _Split(_game_start(words, place + size, at), at, range(place, place + size))
    return None


def _place(folded: Sequence[str], name: Sequence[str]) -> int | None:
    """Where a name stands in some words."""
    size = len(name)
    if not any(name) or not all(word and not word.isdigit() for word in (name[0], name[-1])):
        return None
    return next((i for i in range(len(folded) - size + 1) if folded[i : i + size] == name), None)


def _game_start(words: Words, start: int, at: int) -> int:
    """Where the first name begins: behind the last word that is no part of a name."""
    marks = find_phrases(words.folded[start:at])
    start = max((start + mark.end for mark in marks if start + mark.end < at and not may_be_name(mark)), default=start)
    for i in range(at - 2, start - 1, -1):
        word = words.written[i]
        if read_number(word) is not None or is_score(word) or (word[0].islower() and word not in PARTICLES):
            return i + 1
    return start


def _unread(words: Words, places: Sequence[int]) -> list[int]:
    """The places of words that no rule reads, if they stand side by side."""
    claimed = {i for mark in find_phrases(words.folded) for i in range(mark.start, mark.end) if not may_be_name(mark)}
    free = [i for i in places if i not in claimed and not _is_term(words, i)]
    together = bool(free) and free[-1] - free[0] + 1 == len(free) and all(words.written[i][0].isupper() for i in free)
    return free if together else []


def _is_term(words: Words, i: int) -> bool:
    word = words.folded[i]
    return (
        not word or word in SIDE_WORDS or word in YES_NO or read_number(words.written[i]) is not None
        or is_score(words.written[i])
    )  # fmt: skip


def _person_in_front(words: Words, at: int) -> Iterator[str]:
    """A person behind a market in front of a game whose teams nobody knows: the first two words are the person."""
    marks = [mark for mark in find_phrases(words.folded[:at]) if not may_be_name(mark)]
    if not marks or marks[-1].phrase.role not in (Role.MARKET, Role.FILLER):
        return
    start = marks[-1].end
    name = words.written[start:at]
    if len(name) <= _PERSON or not all(word[0].isupper() or word in PARTICLES for word in name):
        return
    size = capitals = 0
    while size < len(name) and capitals < _PERSON:
        capitals += fold_word(name[size]) not in PARTICLES
        size += 1
    if size < len(name):
        yield _text(name[:size], words.written[:start], [*name[size:], *words.written[at:]])
