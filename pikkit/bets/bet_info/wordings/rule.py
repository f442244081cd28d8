"""A rule that says one form of words in another."""

import re
from collections.abc import Callable
from typing import NamedTuple

GAME = r"(?: @ | v\.? | vs\.? | [Vv][Ss]\.? | versus | at | [-–—] )"
"""What stands between two names."""


class Rule(NamedTuple):
    """A pattern and what it becomes; tried only where one of its words stands in the leg."""

    words: frozenset[str]
    """In the form the vocabulary knows them (``fold_word``)."""
    pattern: re.Pattern[str]
    form: str | Callable[[re.Match[str]], str]


def rule(words: str, pattern: str, form: str | Callable[[re.Match[str]], str]) -> Rule:
    """A rule of words with a blank between them, whose pattern minds no capitals."""
    return Rule(frozenset(words.split()), re.compile(pattern, re.IGNORECASE), form)
