"""Legs whose market no rule reads: side, line, subject and matchup survive."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.games import game_in
from pikkit.bets.bet_info.known_teams import has_no_draw, teams_named
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.numbers import PICK
from pikkit.bets.bet_info.phrases import Mark
from pikkit.bets.bet_info.places import claimed_places, free_places
from pikkit.bets.bet_info.selection import DRAWS, side_of
from pikkit.bets.bet_info.subjects import subject_in
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import Words, fold_word, join_words
from pikkit.bets.outcome import Side

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_PARTICLES = frozenset({"de", "da", "van", "von", "der", "den", "st", "la", "le", "el", "al", "dos", "di", "del"})
_NAME = 2
_OTHER: dict[Side | None, Side] = {Side.HOME: Side.AWAY, Side.AWAY: Side.HOME}


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
        places = [i for i in range(begin, len(words.folded)) if words.folded[i] not in PICK]
        names = game_in(join_words([words.written[i] for i in places]))
        second, left = names.second, names.left
        if teams_named(names.first):
            first = names.first
            free = [i for i in free if i < places[names.start]]
        elif terms.signed and (again := _named_again(words, free, terms.where, at, second)):
            first, free = again, [i for i in free if i < terms.where]
        elif not (marks or terms.lines) and (alone := _side_alone(words, [i for i in free if i < at], second)):
            first, free = alone
    name = join_words([words.written[i] for i in free if words.folded[i]])
    if terms.line is None and not left and _is_a_result(name, terms, (first, second)):
        return Unnamed(terms.answer, None, name, first, second, ())
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


def _side_alone(words: Words, free: Sequence[int], second: str) -> tuple[str, list[int]] | None:
    """The first name, and the places of the side that is all a leg is on: ``Ann Able — Yes Ann Able vs Bo Bell``."""
    places = [i for i in free if words.folded[i]]
    front = [words.written[i] for i in places]
    half, odd = divmod(len(front), 2)
    if half and not odd and front[:half] == front[half:]:
        return join_words(front[:half]), places[:half]
    other = second.split()
    first = front[len(other) :]
    is_name = 0 < len(first) <= _LONGEST_NAME and all(word[0].isupper() for word in first)
    return (join_words(first), places[: len(other)]) if is_name and front[: len(other)] == other else None


_LONGEST_NAME = 3
"""Words of a name that no table of teams knows."""


def implied(found: Unnamed, game: Matchup) -> tuple[str | None, Side | None, str]:
    """Market, side and subject that go without saying: a team's head start is a spread, an over of two teams a total.

    A side of the game, or the draw, and no other word, is the result ("Yes Arsenal Arsenal vs. Everton").
    """
    if found.subject and found.line is None:
        return "moneyline", *_of_result(found, game)
    if found.left or found.line is None:
        return None, found.side, found.subject
    if found.side is None:
        if not game.listed[1] and teams_named(found.subject):  # "Lakers -4.5", without a game
            return "spread", Side.OTHER, found.subject
        side = side_of(found.subject, game)
        return ("spread", side, found.subject) if side in (Side.HOME, Side.AWAY) else (None, None, found.subject)
    return ("total" if game.home and game.away and not found.subject else None), found.side, found.subject


def _of_result(found: Unnamed, game: Matchup) -> tuple[Side | None, str]:
    """Side and subject of a bare name; a "No" to one of two that cannot draw is the other."""
    side = side_of(found.subject, game)
    if found.side is not Side.NO:
        return side, found.subject
    if side in _OTHER and has_no_draw(*game.listed):
        return _OTHER[side], game.away if side is Side.HOME else game.home
    return Side.NO, found.subject


def _is_a_result(name: str, terms: Terms, game: tuple[str, str]) -> bool:
    """Whether a leg names nothing but one side of its game, or the draw, and yes or no."""
    return bool(game[1]) and terms.side is None and (name in game or name.lower() in DRAWS)


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
