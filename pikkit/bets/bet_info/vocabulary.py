"""Finding known phrases in a leg: at each word the longest phrase that starts there."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from pikkit.bets.bet_info.markets import Market, phrases
from pikkit.bets.bet_info.words import words_of
from pikkit.bets.tables.periods import ALTERNATE, FILLERS, LIVE, PERIODS, WHOLE_GAME


class Role(Enum):
    """What a phrase tells."""

    MARKET = "market"
    PERIOD = "period"
    LIVE = "live"
    ALTERNATE = "alternate"
    FILLER = "filler"


class Phrase(NamedTuple):
    """A phrase of the vocabulary."""

    words: tuple[str, ...]
    role: Role
    weight: int
    """Which of several markets in one leg is meant: the longest phrase. 0 if it is no market."""
    market: Market | None = None
    period: str | None = None


class Mark(NamedTuple):
    """A phrase found in a leg: words[start:end]."""

    start: int
    end: int
    phrase: Phrase


_WEAK_PHRASES = """
To Score; O/U; Over/Under; Line; Score; Result; Winner; Future; Draft; Safety; Award; Single; Double; Triple; Three;
Run; Point; Hit; Goal; Card; Pass; Round; Rounds; Walk; Steal; Block; Save; Shot; Corner; Sack; Dunk; Sets; Marks; Legs;
Frames; Fours; Sixes; Stocks; Bases; Minutes; Maps; Wins; Targets; Recs; Outs; Pars; Crosses
"""
_WEAK = frozenset(words_of(phrase) for phrase in _WEAK_PHRASES.split(";"))
"""Phrases that are the market only if no other is: "To Score 20+ Points" is about points, and names hold such words."""


def find_phrases(words: Sequence[str]) -> list[Mark]:
    """Every known phrase in the words, left to right, never overlapping."""
    tree, marks, end = _tree(), [], 0
    for start, word in enumerate(words):
        if word in tree and start >= end and (mark := _longest(tree, words, start)):
            marks.append(mark)
            end = mark.end
    return marks


def _longest(node: "_Node", words: Sequence[str], start: int) -> Mark | None:
    """The longest phrase that starts at a word."""
    mark = None
    for end in range(start, len(words)):
        following = node.get(words[end])
        if following is None:
            break
        phrase, node = following
        if phrase is not None:
            mark = Mark(start, end + 1, phrase)
    return mark


def _vocabulary() -> Iterator[Phrase]:
    plain = ((Role.LIVE, LIVE), (Role.ALTERNATE, ALTERNATE), (Role.FILLER, FILLERS), (Role.PERIOD, WHOLE_GAME))
    for role, spellings in plain:
        yield from (Phrase(words_of(spelling), role, 0) for spelling in spellings)
    for period, spellings in PERIODS.items():
        yield from (Phrase(words_of(spelling), Role.PERIOD, 0, None, period) for spelling in (period, *spellings))
    for text, market in phrases():
        words = words_of(text)
        yield Phrase(words, Role.MARKET, 1 if words in _WEAK else len(" ".join(words)), market)


_Node = dict[str, tuple[Phrase | None, "_Node"]]
"""A word to the phrase that ends with it here, if any, and the words that may follow."""


@cache
def _tree() -> _Node:
    """The vocabulary as a tree of words; of two phrases with the same words the first one given counts."""
    root: _Node = {}
    for phrase in _vocabulary():
        node = root
        for word in phrase.words[:-1]:
            node = node.setdefault(word, (None, {}))[1]
        for word in phrase.words[-1:]:
            known, following = node.get(word, (None, {}))
            node[word] = (known or phrase, following)
    return root
