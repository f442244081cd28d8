"""Who a leg with a market is about: named in front of the market, or behind it."""

from collections.abc import Sequence

from pikkit.bets.bet_info.games import GameNames, without_phrases
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.outrights import without_competition
from pikkit.bets.bet_info.phrases import Mark
from pikkit.bets.bet_info.places import claimed_places, free_places
from pikkit.bets.bet_info.selection import takes_line
from pikkit.bets.bet_info.subjects import Subject, subject_in
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import Words, join_words
from pikkit.bets.tables.selection_markets import OF_NOBODY, OF_PLAYERS

_DASHES = frozenset("-\u2013\u2014")
_TWO_RESULTS = frozenset({"halftime / fulltime", "quarter / fulltime", "double chance"})


def is_of_two_results(marks: Sequence[Mark]) -> bool:
    """Whether some market is on two results, so that what stands around a slash is no game."""
    return any(mark.phrase.market is not None and mark.phrase.market.name in _TWO_RESULTS for mark in marks)


def marked_subject(
    words: Words, marks: Sequence[Mark], market: Mark, terms: Terms, free: Sequence[int],
    where: tuple[int, int, int | None], game: Matchup, names: GameNames,
) -> tuple[Subject, GameNames]:  # fmt: skip
    """The subject in front of the market or, if none stands there, behind it, and the names without it.

    A team in front of a player's market only says whose he is ("India Top Batter Ann Able India v England").
    """
    named = market.phrase.market
    if named and named.name in _TWO_RESULTS:
        return _two_results(words, marks, free, where, names)
    if named and named.name in OF_NOBODY and where[2] is None:
        return Subject(""), names
    subject = subject_in(words, free, game.listed)
    if subject.name and not (named and named.name in OF_PLAYERS and names.before and subject.name in game.listed):
        return subject, names
    if (behind := _places_behind(words, marks, *where, names)) is None:
        return subject, names
    free = free_places(words, terms, *behind, claimed_places(marks, behind[1]))
    if where[2] is None:
        free = without_competition(words, free)
    return subject_in(words, without_line(free, terms, market), game.listed), names._replace(before="")


def _two_results(
    words: Words, marks: Sequence[Mark], free: Sequence[int], where: tuple[int, int, int | None], names: GameNames
) -> tuple[Subject, GameNames]:
    """The two results as they are written, which may both be a team: ``Dolphins/Bills``, ``Draw - Arsenal``."""
    if not free and (behind := _places_behind(words, marks, *where, names)) is not None:
        free, names = range(*behind), names._replace(before="")
    if not free:
        return Subject(""), names
    written = ["-" if word in _DASHES else word for word in words.written[free[0] : free[-1] + 1]]
    return Subject(join_words(written).strip(" :-")), names


def without_line(free: list[int], terms: Terms, market: Mark) -> list[int]:
    """The places without that of a number alone that has to be the line."""
    if terms.loose is None or (loose := _loose_line(terms, market)) is None:
        return free
    return [i for i in free if i != loose]


def _loose_line(terms: Terms, market: Mark) -> int | None:
    """The place of a number in front of the market that has to be its line, though no side or sign says so."""
    if terms.line is not None or terms.loose is None:
        return None
    named = market.phrase.market
    is_line = terms.side is not None or (named is not None and takes_line(named))
    return terms.take_loose() if is_line else None


def _places_behind(
    words: Words, marks: Sequence[Mark], start: int, end: int, at: int | None, names: GameNames
) -> tuple[int, int] | None:
    """Where a leg names its subject behind the market ("Moneyline Boston Celtics"), None if it does not."""
    if at is not None:
        return (start, start + names.start) if names.before else None
    begin, stop = without_phrases(words, marks, start, end)
    return (begin, stop) if begin < stop else None
