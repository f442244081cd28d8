"""Where the names of the two teams begin and end in a leg."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.known_teams import tables_of, teams_named
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.words import Words, join
from pikkit.bets.bet_info.numbers import read_number


class Names(NamedTuple):
    """The two names as listed, and the places in front of the first that belong to neither."""

    first: str
    second: str
    start: int
    """Where the first name starts."""
    left: tuple[str, ...] = ()


def names_of(words: Words, marks: Sequence[Mark], start: int, at: int) -> Names:
    """The names around the separator at ``at``; in front of the first, from ``start`` on, other words may stand."""
    second, left = second_name(words, marks, at + 1)
    begin, end = without_phrases(words, marks, start, at)
    first = join(words.written[begin:end])
    if end - begin > 1 and (found := _known_end(words.written[begin:end], first, second)):
        return Names(join(words.written[begin + found : end]), second, begin + found, left)
    return Names(first, second, begin, left)


def second_name(words: Words, marks: Sequence[Mark], start: int) -> tuple[str, tuple[str, ...]]:
    """The name behind the separator, and what is said behind it."""
    written, folded = words
    begin, end = without_phrases(words, marks, start, len(folded))
    stop = next((i for i in range(begin + 1, end) if _ends_name(written[i], folded[i])), end)
    name, rest = join(written[begin:stop]), written[stop:end]
    return name.rstrip(",;:"), tuple(word for word, fold in zip(rest, folded[stop:end], strict=True) if fold)


def without_phrases(words: Words, marks: Sequence[Mark], start: int, end: int) -> tuple[int, int]:
    """The bounds without dashes and phrases at either end; a market's words may be part of a name."""
    folded = words.folded
    if marks and marks[-1].end > start:
        for mark in marks:
            if mark.start == start and mark.end <= end and mark.phrase.role is not Role.MARKET:
                start = mark.end
        for mark in reversed(marks):
            if mark.end == end and mark.start > start and mark.phrase.role is not Role.MARKET:
                end = mark.start
                while end > start and not folded[end - 1]:
                    end -= 1
    while start < end and not folded[start]:
        start += 1
    while end > start and not folded[end - 1]:
        end -= 1
    return start, end


def _ends_name(written: str, folded: str) -> bool:
    """A dash, a date or a time, or brackets that are no state ("Miami (OH)")."""
    if not folded:
        return True
    if written[0] in "([":
        return not (len(folded) in (2, 3) and folded.isalpha() and written[1:-1].isupper())
    return (written[0].isdigit() and ("/" in written or ":" in written)) or bool(read_number(written) and "." in written[:-1])


def _known_end(written: Sequence[str], first: str, second: str) -> int:
    """How many words to cut off the front so that a team of the other's league is left; 0 if none need be."""
    if teams_named(first):
        return 0
    leagues = tables_of(teams_named(second))
    if not leagues:
        return _small_words(written)
    for size in range(len(written) - 1, 0, -1):
        teams = teams_named(join(list(written[-size:])))
        if teams and not leagues.isdisjoint(tables_of(teams)):
            return len(written) - size
    return _small_words(written)


def _small_words(written: Sequence[str]) -> int:
    """How many words at the front are written small, if others are not: a name begins with a capital."""
    first = next((i for i, word in enumerate(written) if not word[0].islower()), 0)
    return first if any(word[0].isupper() for word in written) else 0
