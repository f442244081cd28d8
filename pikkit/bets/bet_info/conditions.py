"""Legs that ask for two things at once: "Chiefs Moneyline & Over 45.5" is no single market."""

from collections.abc import Sequence

from pikkit.bets.bet_info.phrases import Mark, Role
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import JOINER, Words
from pikkit.bets.tables.markets import MarketKind


def asks_for_two(words: Words, marks: Sequence[Mark], terms: Terms, end: int) -> bool:
    """Whether words[:end] join two conditions: two lines, two markets, or a market and a line of another."""
    if terms.lines > 1:
        return True
    markets = [mark for mark in marks if mark.end <= end and mark.phrase.role is Role.MARKET and _stands(mark)]
    return any(_split(markets, terms, place) for place in _joints(words, marks, end))


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
