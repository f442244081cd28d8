"""Exact scores and ranges in a leg: ``2-1``, ``7-12``."""

import re
from collections.abc import Sequence

_SCORE = re.compile(r"\(?\d{1,3}[-\u2013:]\d{1,3}\)?")


def is_score(word: str) -> bool:
    """Whether a word is two numbers with a dash or a colon: no name, no line."""
    return _SCORE.fullmatch(word) is not None and not (":" in word and len(word) > 4)


def score_in(written: Sequence[str], start: int, end: int) -> str | None:
    """The first score in written[start:end]."""
    return next((written[i].strip("()") for i in range(start, end) if is_score(written[i])), None)
