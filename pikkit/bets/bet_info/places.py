"""Word by word around the market phrase: what is a term, and which places are left for names."""

import re
from collections.abc import Collection, Mapping, Sequence

from pikkit.bets.bet_info.numbers import SIDE_WORDS
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.scores import is_score
from pikkit.bets.bet_info.terms import NUMBER_STARTS, TERM_WORDS, Terms
from pikkit.bets.bet_info.words import JOINER, Words

_DECIMAL = re.compile(r"[.,]")
_LONGEST_CODE = 3
_SPREAD = " spread"


def read_head(words: Words, marks: Sequence[Mark], market: Mark, terms: Terms) -> list[int]:
    """Read the terms in front of the market; the places of the words that are left."""
    claimed = claimed_places(marks, market.start) if marks[0] is not market else ()
    if claimed or marks[0] is not market:
        claimed = {*claimed, *_said_twice(marks, market)}
    return free_places(words, terms, 0, market.start, claimed)


def _said_twice(marks: Sequence[Mark], market: Mark) -> set[int]:
    """The places of the market's stat where the number in front has it too: ``Over 2.5 Rounds Total Rounds``."""
    stat = market.phrase.market
    if stat is None or not (stat.stat or stat.name.endswith(_SPREAD)):
        return set()
    name = stat.name.removesuffix(_SPREAD)
    same = (m for m in marks if m.end == market.start and m.phrase.market and m.phrase.market.name == name)
    return {i for m in same for i in range(m.start, m.end)}


def free_places(words: Words, terms: Terms, start: int, end: int, claimed: Collection[int]) -> list[int]:
    """Read the terms in words[start:end]; the places that are neither terms nor claimed by a phrase."""
    written, folded = words
    free: list[int] = []
    i = start
    while i < end:
        if i in claimed:
            i += 1
        elif (written[i][0] in NUMBER_STARTS or folded[i] in TERM_WORDS or folded[i][1:2].isdigit()) and (
            taken := terms.take(i)
        ):
            i += taken
        else:
            terms.expected = False
            free.append(i)
            i += 1
    return free


def claimed_places(marks: Sequence[Mark], end: int) -> Collection[int]:
    """The places before ``end`` whose words cannot be part of a name."""
    return {i for mark in marks if mark.start < end and not may_be_name(mark) for i in range(mark.start, mark.end)}


def may_be_name(mark: Mark) -> bool:
    """Whether a phrase may be part of a name: ``TB`` can be Tampa Bay and ``Marks`` a player, ``Total`` is nobody."""
    phrase = mark.phrase
    if phrase.role is not Role.MARKET or phrase.market is None:
        return False
    short = len(phrase.words) == 1 and (phrase.weight == 1 or len(phrase.words[0]) <= _LONGEST_CODE)
    return short and phrase.market.stat


def read_tail(words: Words, marks: Sequence[Mark], terms: Terms, start: int, end: int) -> int:
    """Read what stands between the market and the matchup: where the first team's name starts."""
    phrases = (
        {mark.start: mark.end for mark in marks if start <= mark.start and mark.end <= end} if len(marks) > 1 else {}
    )
    while start < end:
        size = _skipped(words, terms, start, end, phrases)
        if size == 0 and terms.loose == start and terms.line is None and _DECIMAL.search(words.written[start]):
            terms.take_loose()
            size = 1
        if size == 0:
            break
        start += size
    return start


def _skipped(words: Words, terms: Terms, start: int, end: int, phrases: Mapping[int, int]) -> int:
    """How many words from a place on are phrases, terms or tags."""
    word, written = words.folded[start], words.written[start]
    if start in phrases:
        return phrases[start] - start
    if not word or word in (JOINER, "of"):
        return 1
    if is_score(written):
        return 1
    if written[0] in "([" and (size := _bracketed(words, start, end)):
        return size
    looks = written[0] in NUMBER_STARTS or word in TERM_WORDS or word[1:2].isdigit()  # most words are names
    return terms.take(start) if looks else 0


def _bracketed(words: Words, start: int, end: int) -> int:
    """The words in brackets behind a market, if a name still follows them."""
    for i in range(start, min(end - 1, start + 6)):
        if words.written[i].rstrip(":,;")[-1:] in {")", "]"}:
            return 0 if _is_number(words.written[start]) or words.folded[start] in SIDE_WORDS else i - start + 1
    return 0


def _is_number(word: str) -> bool:
    return word[1:2] in {"+", "-", "."} or (word[1:2].isdigit() and ":" not in word)
