"""Side, line and subject: what stands in front of the market phrase, and right behind it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.numbers import SHORT_SIDES, SIDE_WORDS, YES_NO, read_number
from pikkit.bets.bet_info.vocabulary import Mark, Role
from pikkit.bets.bet_info.words import Words
from pikkit.bets.outcome import Side

_TAIL_WORDS = frozenset({"", *SIDE_WORDS, *SHORT_SIDES, *YES_NO})


class Head(NamedTuple):
    """What a leg says besides market and matchup."""

    side: Side | None
    line: float | None
    subject: str
    signed: bool = False
    """The line was written with a sign: it is a head start."""


def read_head(text: Words, marks: Sequence[Mark], market: Mark) -> Head:
    """Side, line and subject in front of the market phrase: ``Over 4.5 Kyrie Irving``, ``NYG +5.5``, ``10+ Irving``."""
    written, words = text
    side: Side | None = None
    line: float | None = None
    signed = expected = False
    names: list[str] = []
    loose: int | None = None
    known = _no_names(marks, market.start) if marks[0] is not market else ()
    for i in range(market.start):
        word = words[i]
        if i in known or (expected and word == "than"):
            continue
        if found := _side_word(words, written, i):
            side, expected = side or found, True
            continue
        number = read_number(written[i]) if word else None
        if number and line is None and (number.signed or expected):
            line, side, signed, expected = number.value, side or number.side, number.signed and not number.side, False
            continue
        loose = len(names) if number else loose
        expected = False
        if word in YES_NO and side is None:
            side = YES_NO[word]
            continue
        names.append(written[i])
    if line is None and side in (Side.OVER, Side.UNDER) and loose is not None:
        line = float(read_number(names.pop(loose)).value)  # type: ignore[union-attr]
    return Head(side, line, _trim(names), signed)


def read_tail(head: Head, text: Words, marks: Sequence[Mark], start: int, end: int) -> tuple[Head, int]:
    """What ``head`` lacks, taken from right behind the market phrase, and where the matchup starts after it."""
    written, words = text
    if start == end or not (words[start] in _TAIL_WORDS or read_number(written[start]) or len(marks) > 1):
        return head, start
    phrases = {mark.start: mark.end for mark in marks if start <= mark.start and mark.end <= end}
    side, line, signed, expected = head.side, head.line, head.signed, False
    while start < end:
        word = words[start]
        if start in phrases:
            start = phrases[start]
            continue
        found = None if side else _side_word(words, written, start) or YES_NO.get(word)
        number = None if found or line is not None or not word else read_number(written[start])
        if found:
            side, expected = found, True
        elif number and (number.signed or expected or side in (Side.OVER, Side.UNDER)):
            line, side, signed, expected = number.value, side or number.side, number.signed and not number.side, False
        elif word:
            break
        start += 1
    return Head(side, line, head.subject, signed), start


def _side_word(words: Sequence[str], written: Sequence[str], i: int) -> Side | None:
    if words[i] in SHORT_SIDES:
        number = read_number(written[i + 1]) if i + 1 < len(written) else None
        return SHORT_SIDES[words[i]] if number and not number.signed else None
    return SIDE_WORDS.get(words[i])


def _no_names(marks: Sequence[Mark], end: int) -> Collection[int]:
    """The words in front of ``end`` that cannot be part of a name."""
    return {i for mark in marks if mark.start < end and _is_no_name(mark) for i in range(mark.start, mark.end)}


def _is_no_name(mark: Mark) -> bool:
    """Whether the phrase cannot be part of a name: ``TB`` can be Tampa Bay, ``Total`` cannot be anyone."""
    phrase = mark.phrase
    if phrase.role is not Role.MARKET or phrase.market is None:
        return True
    return not phrase.market.stat and len(" ".join(phrase.words)) > 3


def _trim(names: list[str]) -> str:
    return " ".join(names).strip(" -\u2013\u2014:,")
