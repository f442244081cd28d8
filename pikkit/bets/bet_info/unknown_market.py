"""Legs whose market no rule reads: side, line, subject and matchup survive."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.games import game_in
from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.phrases import Mark
from pikkit.bets.bet_info.places import claimed_places, free_places
from pikkit.bets.bet_info.selection import side_of
from pikkit.bets.bet_info.subjects import subject_in
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import Words, fold_word, join_words
from pikkit.bets.outcome import Side

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_PARTICLES = frozenset({"de", "da", "van", "von", "der", "den", "st", "la", "le", "el", "al", "dos", "di", "del"})
_NAME = 2


class Unnamed(NamedTuple):
    """What is known beside the market."""

    side: Side | None
    line: float | None
    subject: str
    first: str
    second: str
    left: tuple[str, ...]


def read_without_market(words: Words, marks: Sequence[Mark], at: int | None) -> Unnamed:
    """Read a leg whose market is not known; of a team's name only what the tables know is believed."""
    terms = Terms(*words, at)
    end = len(words.folded) if at is None else at
    free = free_places(words, terms, 0, end, claimed_places(marks, end))
    if (loose := terms.take_loose() if terms.side else None) is not None:
        free.remove(loose)
    first = second = ""
    left: tuple[str, ...] = ()
    if at is not None:
        begin = free[0] if free else at
        names = game_in(join_words(words.written[begin:]))
        second, left = names.second, names.left
        if teams_named(names.first):
            first = names.first
            free = [i for i in free if i < begin + names.start]
        elif terms.signed and (again := _named_again(words, free, terms.where, at, second)):
            first, free = again, [i for i in free if i < terms.where]
    if terms.line is None or not (terms.chosen or terms.signed):
        return Unnamed(None, None, "", first, second, (*(words.written[i] for i in free), *left))
    subject, rest = _person(words, free, (first, second))
    return Unnamed(terms.chosen, terms.line, subject, first, second, (*rest, *left))


def _named_again(words: Words, free: Sequence[int], where: int, at: int, second: str) -> str:
    """The first name where the head start's side is named once more in the game: ``Leeds -1.5 Leeds v Hull``."""
    front = [words.written[i] for i in free if i < where]
    behind = [words.written[i] for i in free if i > where]
    if not front or behind != list(words.written[where + 1 : at]):
        return ""
    return join_words(behind) if behind == front or join_words(front) == second else ""


def implied(found: Unnamed, game: Matchup) -> tuple[str | None, Side | None]:
    """The market that goes without saying: a head start of a team is a spread, an over of two teams a total."""
    if found.left or found.line is None:
        return None, found.side
    if found.side is None:
        side = side_of(found.subject, game)
        return ("spread", side) if side in (Side.HOME, Side.AWAY) else (None, None)
    return ("total" if game.home and game.away and not found.subject else None), found.side


def _person(words: Words, free: list[int], game: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    """The name at the start of some words, and the rest, in which the market must be."""
    stop = next((k for k, i in enumerate(free) if k and _breaks(words, free, k, i)), len(free))
    name, rest = free[:stop], free[stop:]
    whole = subject_in(words, name, game)
    if teams_named(whole.name) or stop < len(free):
        return whole.name, (*whole.left, *_written(words, rest))
    written = whole.name.split()
    size = _size_of_name(written)
    return join_words(written[:size]), (*whole.left, *written[size:])


def _breaks(words: Words, free: Sequence[int], k: int, i: int) -> bool:
    """Whether a dash, a colon or another word stands in front of the k-th free word."""
    return not words.folded[i] or words.written[free[k - 1]][-1] in ":-" or i > free[k - 1] + 1


def _size_of_name(written: Sequence[str]) -> int:
    """How many words are a person's name: two, with the small words in it and the suffix behind it."""
    size = names = 0
    for word in written:
        folded = fold_word(word)
        if names >= _NAME and folded not in _SUFFIXES:
            break
        names += folded not in _PARTICLES
        size += 1
    return size


def _written(words: Words, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(words.written[i] for i in places if words.folded[i])
