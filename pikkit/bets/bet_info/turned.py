"""Legs that begin with the game: ``DAL @ BOS - Over 220.5 Total Points``."""

from collections.abc import Sequence

from pikkit.bets.bet_info.dashes import without_qualifiers
from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.numbers import SIDE_WORDS, YES_NO, read_number
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.selection import DRAWS
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.words import Words, join_words

_LONGEST_NAME = 5


def market_first(words: Words, marks: Sequence[Mark], at: int) -> list[str] | None:
    """The words with the game moved to the end; None if no market follows the game, or it is not clear where."""
    start = next((mark.end for mark in marks if mark.start == 0 and mark.phrase.role is Role.FILLER), 0)
    is_market = any(mark.phrase.role is Role.MARKET and mark.start > at + 1 for mark in marks)
    last = without_qualifiers(marks, len(words.written))
    end = _end_of_game(words, marks, at) if is_market else _side_alone(words, start, at, last)
    if end is None:
        return None
    last = max(last, end)
    if not is_market and not words.folded[end]:  # a side alone, behind a dash
        side = words.written[end + 1 : last]
        return [*side, "Moneyline", *words.written[start:end], *words.written[last:]]
    return [*words.written[end:last], *(word.rstrip(":,") for word in words.written[start:end]), *words.written[last:]]


def _side_alone(words: Words, start: int, at: int, last: int) -> int | None:
    """Where one of the sides, or anything behind a colon, follows the game: ``T1 vs Gen.G - T1``."""
    written, folded = words
    for i in range(at + 2, len(written)):
        if written[i - 1][-1] == ":":
            return i
        names = join_words(written[start:at]), join_words(written[at + 1 : i])
        side = join_words(written[i + 1 : last])
        if not folded[i] and (side.lower() in DRAWS or which_team(side, *names) is not None):
            return i
    return None


def _end_of_game(words: Words, marks: Sequence[Mark], at: int) -> int | None:
    written, folded = words
    starts = {mark.start for mark in marks}
    for i in range(at + 2, len(folded)):
        if not folded[i] or written[i - 1][-1] == ":":
            return i
        if i in starts or folded[i] in SIDE_WORDS or folded[i] in YES_NO or _is_line(written[i]):
            return _known_end(written, at + 1, i) or i
    return None


def _is_line(word: str) -> bool:
    number = read_number(word)
    return number is not None and (number.signed or "." in word)


def _known_end(written: Sequence[str], start: int, end: int) -> int | None:
    """Where a known team's name ends in written[start:end], the longest first; None if none begins there."""
    sizes = range(min(_LONGEST_NAME, end - start), 0, -1)
    return next((start + size for size in sizes if teams_named(join_words(list(written[start : start + size])))), None)
