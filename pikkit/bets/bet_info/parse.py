"""From a leg's text to its fields: the market phrase first, then what stands before, behind and around it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pikkit.bets.bet_info.head import read_head, read_tail
from pikkit.bets.bet_info.matchup import NO_MATCHUP, Matchup, matchup_of, separator_index
from pikkit.bets.bet_info.selection import resolve
from pikkit.bets.bet_info.vocabulary import Mark, Role, find_phrases
from pikkit.bets.bet_info.words import Words, read_words, storable
from pikkit.bets.leg import Leg
from pikkit.bets.outcome import Side


class LegFields(NamedTuple):
    """A leg inside the library: the fields of ``Leg`` without its checks, for reading files."""

    raw: str
    market: str | None = None
    side: Side | None = None
    line: float | None = None
    subject: str | None = None
    home: str | None = None
    away: str | None = None
    period: str | None = None
    live: bool = False


def parse_bet_info(text: str) -> tuple[Leg, ...]:
    """The legs of a bet, joined by " | " in the text; none for an empty text. Never raises."""
    return tuple(parse_leg(leg) for leg in split_legs(text))


def parse_leg(text: str) -> Leg:
    """One leg. What cannot be read stays None, the text itself is always in ``raw``. Never raises."""
    return Leg(**leg_fields(text)._asdict())


def split_legs(text: str) -> list[str]:
    """The texts of a bet's legs, trimmed."""
    return [leg for part in text.split("|") if (leg := part.strip())]


@lru_cache(maxsize=1 << 14)
def leg_fields(text: str) -> LegFields:
    """What ``parse_leg`` reads, unchecked."""
    text = storable(text)
    text_words = read_words(text)
    written, words = text_words
    marks, at = find_phrases(words), separator_index(written, words)
    end = len(words) if at is None else at
    market = _market_mark(marks, end)
    if market is None and at is not None and (turned := _matchup_last(text_words, marks, at)):
        return leg_fields(" ".join(turned))._replace(raw=text)
    period, live, alternate = _modifiers(marks) if len(marks) > 1 or market is None else (None, False, False)
    if market is None:
        game = _matchup(text_words, marks, None, at)
        return LegFields(text, home=game.home or None, away=game.away or None, period=period, live=live)
    head, start = read_tail(read_head(text_words, marks, market), text_words, marks, market.end, end)
    game = _matchup(text_words, marks, start, at)
    if at is None and not head.subject:  # "Moneyline Boston Celtics"
        head = head._replace(subject=team_name(text_words, marks, start, end))
    selection = resolve(market.phrase, head, game, alternate=alternate)
    return LegFields(text, *selection, game.home or None, game.away or None, period, live)


def _market_mark(marks: Sequence[Mark], end: int) -> Mark | None:
    """The longest market phrase in front of the matchup; of equals the first."""
    best = None
    for mark in marks:
        if mark.phrase.weight > (best.phrase.weight if best else 0) and mark.end <= end:
            best = mark
    return best


def _modifiers(marks: Sequence[Mark]) -> tuple[str | None, bool, bool]:
    """The period, and whether the leg is live and its line an alternate one."""
    roles = [mark.phrase.role for mark in marks]
    period = next((mark.phrase.period for mark in marks if mark.phrase.period), None)
    return period, Role.LIVE in roles, Role.ALTERNATE in roles


def _matchup_last(text: Words, marks: Sequence[Mark], at: int) -> list[str] | None:
    """``A @ B - Over 4.5 Points`` as ``Over 4.5 Points A @ B``; None if no market follows a dash."""
    dash = next((i for i in range(at + 2, len(text.folded)) if not text.folded[i]), None)
    if dash is None or not any(mark.phrase.role is Role.MARKET and mark.start > dash for mark in marks):
        return None
    return [*text.written[dash + 1 :], *text.written[:dash]]


def _matchup(text: Words, marks: Sequence[Mark], start: int | None, at: int | None) -> Matchup:
    """Who plays whom. Where the first name starts is known only behind a market phrase."""
    if at is None:
        return NO_MATCHUP
    first = "" if start is None else team_name(text, marks, start, at)
    return matchup_of(first, text.folded[at], team_name(text, marks, at + 1, len(text.folded)))


def team_name(text: Words, marks: Sequence[Mark], start: int, end: int) -> str:
    """The name in words[start:end], without dashes and the phrases ("Live", "- 1st Half") at its ends."""
    written, words = text
    if marks and marks[-1].end > start:
        start, end = _without_phrases(marks, start, end)
    while start < end and not words[start]:
        start += 1
    while end > start and not words[end - 1]:
        end -= 1
    return " ".join(written[start:end])


def _without_phrases(marks: Sequence[Mark], start: int, end: int) -> tuple[int, int]:
    """The bounds without the phrases at either end; a market's words may be part of a name ("Go Ahead Eagles")."""
    for mark in marks:
        if mark.start == start and mark.end <= end and mark.phrase.role is not Role.MARKET:
            start = mark.end
    for mark in reversed(marks):
        if mark.end == end and mark.start >= start and mark.phrase.role is not Role.MARKET:
            end = mark.start
    return start, end
