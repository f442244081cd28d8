"""Legs that ask for two things at once: "Chiefs Moneyline & Over 45.5" is no single market."""

from collections.abc import Sequence

from pikkit.bets.bet_info.numbers import SIDE_WORDS, read_number
from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import JOINER, Words, fold_word, join_words
from pikkit.bets.tables.market_kind import MarketKind


def asks_for_two(words: Words, marks: Sequence[Mark], terms: Terms, end: int, game: tuple[str, str] = ("", "")) -> bool:
    """Whether words[:end] join two conditions: two lines, two markets, or a market and a line of another."""
    if terms.lines > 1:
        return True
    if joins_a_side(words, end):
        return True
    markets = [mark for mark in marks if mark.end <= end and mark.phrase.role is Role.MARKET and _stands(mark)]
    joints = _joints(words, marks, end)
    return any(_split(markets, terms, place) or _team_and_more(words, markets, place, game) for place in joints)


def joins_a_side(words: Words, end: int) -> bool:
    """Whether a side with its line follows "and" or "or" in words[:end]: ``Cowboys +3 & Under 48``."""
    folded = words.folded
    return any(
        folded[i] in _JOINTS and folded[i + 1] in SIDE_WORDS and read_number(words.written[i + 2]) is not None
        for i in range(1, end - 2)
    )


_JOINTS = frozenset({JOINER, "or"})


def _team_and_more(words: Words, markets: Sequence[Mark], joint: int, game: tuple[str, str]) -> bool:
    """Whether a team, which is to win, stands in front of a joint, and a side of a line or a market behind it."""
    if not game[1] or joint + 1 >= len(words.folded):
        return False
    front = join_words([word for word in words.written[:joint] if fold_word(word) not in _WINS])
    if words.folded[joint + 1] in _ENDS:
        return True
    names_team = front.lower() in _DRAWS or (front in game or which_team(front, *game) is not None)
    follows = words.folded[joint + 1]
    return names_team and (
        follows in SIDE_WORDS
        or any(m.start == joint + 1 and m.phrase.market and m.phrase.market.name in _BY_ITSELF for m in markets)
    )


_WINS = frozenset({"to", "win"})
_ENDS = frozenset({"win", "lose", "wins", "loses"})
_DRAWS = frozenset({"draw", "the draw", "tie"})
_BY_ITSELF = frozenset({"both teams to score", "clean sheet", "to win to nil"})


def _joints(words: Words, marks: Sequence[Mark], end: int) -> list[int]:
    """The places of joiners that are no part of a phrase."""
    inside = {i for mark in marks for i in range(mark.start, mark.end)}
    return [
        i for i in range(1, end - 1) if i not in inside and (words.folded[i] == JOINER or words.written[i][-1] == ",")
    ] + [mark.end - 1 for mark in marks if mark.end < end and words.written[mark.end - 1][-1] == ","]


def _stands(mark: Mark) -> bool:
    """A market by itself, not a word that many other phrases hold."""
    return mark.phrase.weight > 1 or len(mark.phrase.words) > 1


def _split(markets: Sequence[Mark], terms: Terms, joint: int) -> bool:
    before = {mark.phrase.market for mark in markets if mark.end <= joint + 1 and mark.start < joint}
    after = {mark.phrase.market for mark in markets if mark.start > joint}
    if before and after:
        return {market.name for market in before if market} != {market.name for market in after if market}
    lone = before or after
    line_apart = terms.line is not None and (terms.where > joint) == bool(before)
    return line_apart and any(market and market.kind in (MarketKind.RESULT, MarketKind.YES_NO) for market in lone)
