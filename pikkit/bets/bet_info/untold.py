"""Legs whose market is told by their period alone: ``Kay King in Round 2``, ``Draw Full Time Bremen - Mainz``."""

from collections.abc import Sequence
from typing import NamedTuple

from pikkit.bets.bet_info.games import game_in
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.selection import side_of
from pikkit.bets.bet_info.subjects import subject_in
from pikkit.bets.bet_info.words import Words, join_words
from pikkit.bets.outcome import Side
from pikkit.bets.tables.periods import WHOLE_GAME

_ROUND = "round"
_WHOLE = frozenset(text.lower() for text in WHOLE_GAME)


WINS = frozenset({("wins",), ("win",), ("to", "win")})
"""Phrases that say only that somebody wins: the round behind them is what is bet on."""


def wins_in_a_round(marks: Sequence[Mark], market: Mark) -> bool:
    """Whether a market is no more than "wins" in front of "in Round 2"."""
    return market.phrase.words in WINS and any(
        mark.start == market.end and mark.phrase.words[0] == "in" and (mark.phrase.period or "").endswith(_ROUND)
        for mark in marks
    )


def _says_no_market(mark: Mark) -> bool:
    return mark.phrase.role is not Role.MARKET or mark.phrase.words in WINS


class Told(NamedTuple):
    """What a period says of a leg that names no market."""

    market: str
    side: Side
    subject: str
    first: str
    second: str
    left: tuple[str, ...] = ()


def told_by_period(
    words: Words, marks: Sequence[Mark], at: int | None, game: Matchup, line: float | None
) -> Told | None:
    """The market of ``subject, period, game``; None unless the leg is nothing else.

    A fighter and a round are the round he wins in; one of the sides, or the draw, and "full time" is the result.
    """
    place = next((n for n, mark in enumerate(marks) if mark.phrase.role is Role.PERIOD and mark.start > 0), None)
    if at is None or line is not None or place is None or not all(map(_says_no_market, marks)):
        return None
    mark = marks[place]
    stop = marks[place - 1].start if place and marks[place - 1].phrase.words in WINS else mark.start
    if mark.end >= at:
        return None
    names = game_in(join_words([*words.written[mark.end : at], "v", *words.written[at + 1 :]]))
    subject = subject_in(words, range(stop), (names.first, names.second))
    ordered = game._replace(home=names.first, away=names.second, listed=(names.first, names.second))
    side = side_of(subject.name, ordered)
    if side not in (Side.HOME, Side.AWAY, Side.DRAW) or subject.left or names.before:
        return None
    if (mark.phrase.period or "").endswith(_ROUND):
        return Told("round betting", Side.OTHER, subject.name, names.first, names.second, names.left)
    if mark.phrase.period is None and " ".join(mark.phrase.words) in _WHOLE:
        return Told("moneyline", side, subject.name, names.first, names.second, names.left)
    return None
