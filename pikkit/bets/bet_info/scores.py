"""Exact scores and ranges in a leg: ``2-1``, ``7-12``."""

import re
from collections.abc import Sequence

from pikkit.bets.bet_info.phrases import Mark

_SCORE = re.compile(r"\(?\d{1,3}[-\u2013:]\d{1,3}\)?")


_SPACED = re.compile(r"(?<!\S)(\d{1,2}) ([-\u2013:]) (\d{1,2})(?!\S)")


def with_close_scores(text: str) -> str:
    """The text with its scores in one word: ``0 - 0`` is ``0-0``."""
    return _SPACED.sub(r"\1\2\3", text)


def is_score(word: str) -> bool:
    """Whether a word is two numbers with a dash or a colon: no name, no line."""
    return _SCORE.fullmatch(word) is not None and not (":" in word and len(word) > 4)


def score_in(written: Sequence[str], start: int, end: int, marks: Sequence[Mark] = ()) -> str | None:
    """The first score in written[start:end] that is no part of a known phrase (``Innings 1-5``)."""
    inside = {i for mark in marks for i in range(mark.start, mark.end)}
    return next((written[i].strip("()") for i in range(start, end) if i not in inside and is_score(written[i])), None)
