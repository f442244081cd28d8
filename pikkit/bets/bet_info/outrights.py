"""What is won in a leg without a game: "To Win the NFC North" is a division, "To Win Super Bowl LX" a competition."""

import re
from collections.abc import Sequence
from functools import cache

from pikkit.bets.bet_info.words import Words, fold_word, words_of
from pikkit.bets.tables.competitions import COMPETITIONS, CONFERENCES, DIVISIONS

_NAMES = {"outright": COMPETITIONS, "conference winner": CONFERENCES, "division winner": DIVISIONS}
_OPEN = frozenset({"moneyline", "outright"})
"""Markets that do not say yet what is won."""
NAMES_A_WINNER = frozenset({("to", "win"), ("winner",), ("to", "win", "outright"), ("wins",)})
"""Phrases behind which an event may be named that no table knows."""
_SAYING_NOTHING = frozenset({"the", "a", "of", "in", "for", "to", "win", "winner", "season", "-", "", "yes", "no"})
_SEASON = re.compile(
    r"\d{2,4}(?:[-/\u2013]\d{2,4})?|[ivxl]{1,6}|round|\d{1,2}[:.]\d{2}|\d{1,2}(?:st|nd|rd|th)|men's|women's|men|women"
)


def outright_named(market: str, words: Words, places: Sequence[int], start: int, end: int, event: bool) -> str:
    """The market, told apart by what is won.

    Args:
        market: As its phrase says it.
        words: The leg's.
        places: The words in front of the market that are neither terms nor phrases.
        start, end: Where the words behind the market are.
        event: Whether words behind it that no rule reads name what is won ("To Win RBC Heritage").
    """
    if market not in _OPEN:
        return market
    behind = [words.folded[i] for i in range(start, end)]
    around = (behind, [words.folded[i] for i in places][1:])
    return next((name for some in around if (name := _won(some))), "outright" if event and places else market)


def without_competition(words: Words, places: list[int]) -> list[int]:
    """The places up to the competition that is named behind a subject: ``Chiefs Super Bowl LX`` are the Chiefs."""
    for k in range(1, len(places)):
        rest = [words.folded[i] for i in places[k:]]
        if _begins_competition(rest):
            return places[:k]
    return places


def winner_first(words: Words) -> list[str] | None:
    """The words with the winner in front of what is won: ``AFC West Winner Kansas City Chiefs`` is the Chiefs."""
    if "winner" not in words.folded:
        return None
    for size in range(min(_longest(), len(words.folded) - 2), 0, -1):
        if tuple(words.folded[:size]) in _names() and words.folded[size] == "winner":
            start = next((i for i in range(size + 1, len(words.folded)) if words.folded[i]), 0)
            return [*words.written[start:], "To", "Win", *words.written[:size]] if start else None
    return None


def unread_tail(words: Words, places: Sequence[int]) -> tuple[str, ...]:
    """The words behind a market that are neither a competition nor its season."""
    folded = [words.folded[i] for i in places]
    read = _competition_words(folded)
    return tuple(
        words.written[i]
        for k, i in enumerate(places)
        if k not in read and folded[k] not in _SAYING_NOTHING and not _SEASON.fullmatch(fold_word(words.written[i]))
    )


def _won(folded: Sequence[str]) -> str | None:
    """The market of the longest competition that is named anywhere in some words."""
    names = _names()
    for size in range(min(len(folded), _longest()), 0, -1):
        for start in range(len(folded) - size + 1):
            if name := names.get(tuple(folded[start : start + size])):
                return name
    return None


def _begins_competition(folded: Sequence[str]) -> bool:
    rest = list(folded)
    while rest and (rest[0] in _SAYING_NOTHING or _SEASON.fullmatch(rest[0])):
        rest.pop(0)
    return any(tuple(rest[:size]) in _names() for size in range(min(len(rest), _longest()), 0, -1))


def _competition_words(folded: Sequence[str]) -> set[int]:
    places: set[int] = set()
    for start in range(len(folded)):
        for size in range(min(len(folded) - start, _longest()), 0, -1):
            if tuple(folded[start : start + size]) in _names():
                places.update(range(start, start + size))
                break
    return places


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {words_of(text): market for market, texts in _NAMES.items() for text in texts}


@cache
def _longest() -> int:
    return max(map(len, _names()))
