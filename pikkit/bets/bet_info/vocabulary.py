"""Finding known phrases in a leg: at each word the longest phrase that starts there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from pikkit.bets.bet_info.markets import Market, phrases
from pikkit.bets.bet_info.phrases import Mark, Phrase, Role
from pikkit.bets.bet_info.stat_sets import with_guesses, with_stat_sets
from pikkit.bets.bet_info.words import JOINER, words_of
from pikkit.bets.tables.periods import ALTERNATE, LIVE, PERIODS, WHOLE_GAME
from pikkit.bets.tables.qualifiers import LEAGUE_CODES, SAYING_NOTHING
from pikkit.bets.tables.stats import PARTS

_WEAK_PHRASES = """
To Score; O/U; Over/Under; Line; Score; Result; Winner; Future; Draft; Safety; Award; Single; Double; Triple; Three;
Win; Three Made; Yards; Yds; Pt; Boards; Dimes; FG; FGs; Run; Point; Hit; Goal; Card; Pass; Round; Rounds; Walk;
Steal; Block; Save; Shot; Corner; Sack; Dunk; Sets; Marks; Legs; Frames; Fours; Sixes; Stocks; Bases; Minutes; Maps;
Wins; Targets; Recs; Outs; Pars; Crosses
"""
_WEAK = frozenset(words_of(phrase) for phrase in _WEAK_PHRASES.split(";"))
"""Phrases that are the market only if no other is: "To Score 20+ Points" is about points, and names hold such words."""


_FIRST = frozenset({"first", "1st"})
_PARTS = frozenset({"half", "quarter", "period", "inning", "set", "map", "round", "frame", "leg"})
"""Behind "first" they are a period: "To Score First Half" is not about who scores first."""


_CUTS = _FIRST | _PARTS
_ORDINALS = frozenset({*_FIRST, "2nd", "3rd", "4th", "5th", "second", "third", "fourth", "fifth"})


def _cuts_a_period(words: Sequence[str], last: int) -> bool:
    """Whether a phrase that ends with this word would take the first word of a period ("To Win Set 1")."""
    if last + 1 >= len(words):
        return False
    word, following = words[last], words[last + 1]
    if word in _FIRST:
        return following in _PARTS
    return last > 0 and following.isdigit() and words[last - 1] not in _ORDINALS


def find_phrases(words: Sequence[str]) -> list[Mark]:
    """Every known phrase in the words, left to right, never overlapping; stats side by side are one."""
    begins, marks, end = _by_first_word(), [], 0
    for start, word in enumerate(words):
        if word in begins and start >= end and (mark := _longest(words, start)):
            marks.append(mark)
            end = mark.end
    if JOINER in words:
        marks = with_guesses(marks, words)
    return with_stat_sets(marks, words) if len(marks) > 1 else marks


@cache
def known_words() -> frozenset[str]:
    """Every word of the vocabulary."""
    return frozenset(chain.from_iterable(phrase.words for phrase in chain.from_iterable(_by_first_word().values())))


def known_markets() -> tuple[Market, ...]:
    """Every market of the vocabulary; some are equal."""
    markets = (phrase.market for phrase in chain.from_iterable(_by_first_word().values()))
    return tuple({id(market): market for market in markets if market}.values())


def _longest(words: Sequence[str], start: int) -> Mark | None:
    """The longest phrase that starts at a word, with which some do."""
    node, mark = _tree(words[start]), None
    for end in range(start, len(words)):
        following = node.get(words[end])
        if following is None:
            break
        phrase, node = following
        if phrase is not None and not (words[end] in _CUTS and _cuts_a_period(words, end)):
            mark = Mark(start, end + 1, phrase)
    return mark


def _vocabulary() -> Iterator[Phrase]:
    plain = ((Role.LIVE, LIVE), (Role.ALTERNATE, ALTERNATE), (Role.PERIOD, WHOLE_GAME))
    for role, spellings in plain:
        yield from (Phrase(words_of(spelling), role, 0) for spelling in spellings)
    for period, spellings in PERIODS.items():
        yield from (Phrase(words_of(spelling), Role.PERIOD, 0, None, period) for spelling in (period, *spellings))
    for words, market in phrases():
        yield Phrase(words, Role.MARKET, 1 if words in _WEAK else len(" ".join(words)), market, counts=market.stat)
    for part, spellings in PARTS.items():
        yield from (Phrase(words_of(spelling), Role.PART, 0, None, part, counts=True) for spelling in spellings)
    for spelling in (*SAYING_NOTHING, *LEAGUE_CODES):
        yield Phrase(words_of(spelling), Role.FILLER, 0)


_Node = dict[str, tuple[Phrase | None, "_Node"]]
"""A word to the phrase that ends with it here, if any, and the words that may follow."""


@cache
def _by_first_word() -> Mapping[str, Sequence[Phrase]]:
    """The vocabulary by the word that a phrase starts with."""
    phrases = defaultdict[str, list[Phrase]](list)
    for phrase in _vocabulary():
        phrases[phrase.words[0]].append(phrase)
    return dict(phrases)


@cache
def _tree(first: str) -> _Node:
    """The phrases that start with a word, as a tree; of two with the same words the first one given counts."""
    root: _Node = {}
    for phrase in _by_first_word()[first]:
        node = root
        *leading, last = phrase.words
        for word in leading:
            if word not in node:
                node[word] = (None, {})
            node = node[word][1]
        known, following = node.get(last) or (None, {})
        if known is None:
            node[last] = (phrase, following)
    return root
