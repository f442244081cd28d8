"""Games whose two names stand around a dash: ``Draw Full Time Werder Bremen - Mainz 05``."""

from collections.abc import Sequence

from pikkit.bets.bet_info.known_teams import share_a_league
from pikkit.bets.bet_info.numbers import SIDE_WORDS, YES_NO, read_number
from pikkit.bets.bet_info.particles import PARTICLES
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.words import Words, join_words

_DASHES = frozenset("-\u2013\u2014")
_LONGEST = 5
_CODE = 2
_YEAR = 4
_FIRST_CLUB = "1."
"""As in ``1. FC Köln``."""


def dash_index(words: Words, marks: Sequence[Mark]) -> int | None:
    """Where the dash between two names stands, None if there is none, or more than one that could be.

    Both names stand behind every phrase, begin with a capital and hold no number but a club's (``Mainz 05``).
    """
    start = max((mark.end for mark in _in_front(marks, len(words.folded))), default=0)
    start = max((i for i in range(start, len(words.folded)) if words.folded[i] in SIDE_WORDS), default=start)
    start = max((i for i in range(start, len(words.folded)) if _is_head_start(words.written[i])), default=start)
    while start < len(words.folded) and _before_names(words.written[start], words.folded[start]):
        start += 1
    end = min((mark.start for mark in marks if mark.start >= start), default=len(words.folded))
    start = max(start, _first_name(words.written, start, end))
    dashes = [
        i for i in range(start + 1, end - 1) if words.written[i] in _DASHES and _are_names(words.written, start, i, end)
    ]
    return dashes[0] if len(dashes) == 1 else None


def _first_name(written: Sequence[str], start: int, end: int) -> int:
    """Where the name in front of the last dash begins, if words that are no part of one stand in front of it."""
    last = max((i for i in range(start + 1, end - 1) if written[i] in _DASHES), default=start)
    begin = last
    while begin > start and _may_be_name(written[begin - 1]):
        begin -= 1
    return begin if begin < last else start


def _is_head_start(word: str) -> bool:
    return (word[0] in "+-(" or word[-1] == "+") and len(word) > 1 and read_number(word) is not None


def _in_front(marks: Sequence[Mark], end: int) -> Sequence[Mark]:
    """The phrases but those that the leg ends with ("… - Mainz 05 (Boosted) Live")."""
    last = without_qualifiers(marks, end)
    return [mark for mark in marks if mark.end <= last and mark.phrase.role is not Role.LIVE]


def without_qualifiers(marks: Sequence[Mark], end: int) -> int:
    """Where a leg of so many words ends without "Live", "(Boosted)" and their like; never 0."""
    for mark in reversed(marks):
        if mark.end != end or mark.start == 0 or mark.phrase.role not in _QUALIFIERS:
            break
        end = mark.start
    return end


_QUALIFIERS = frozenset({Role.LIVE, Role.FILLER, Role.ALTERNATE})


def _before_names(written: str, folded: str) -> bool:
    """A dash, a side and its line, or the small word in front of a name ("by Inter Miami")."""
    if written in _DASHES or folded in SIDE_WORDS or folded in _SMALL:
        return True
    return (folded in YES_NO and not written.isupper()) or (read_number(written) is not None and written != _FIRST_CLUB)


_SMALL = frozenset(
    {
        "by", "for", "draw", "nul", "unentschieden", "remis", "empate", "pareggio", "oavgjort", "gelijkspel",
        "1x", "x2", "12",
    }
)  # fmt: skip


def _are_names(written: Sequence[str], start: int, at: int, end: int) -> bool:
    one, other = list(written[start:at]), list(written[at + 1 : end])
    if any(name and name[0].lower() in YES_NO and not name[0].isupper() for name in (one, other)):
        return False
    if share_a_league(join_words(one), join_words(other)):
        return True
    return all(0 < len(name) <= _LONGEST * 2 and all(map(_may_be_name, name)) for name in (one, other))


def _may_be_name(word: str) -> bool:
    if word[0].isupper() or word in PARTICLES or word == _FIRST_CLUB:
        return True
    return word.isdigit() and len(word) in (_CODE, _YEAR)
