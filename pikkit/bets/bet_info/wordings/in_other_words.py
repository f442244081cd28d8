"""Every rule that one of a leg's words asks for, in turn."""

from collections.abc import Sequence
from functools import cache

from pikkit.bets.bet_info.wordings.fights import FIGHTS
from pikkit.bets.bet_info.wordings.languages import TRANSLATIONS
from pikkit.bets.bet_info.wordings.margins import MARGINS
from pikkit.bets.bet_info.wordings.matches import MATCHES
from pikkit.bets.bet_info.wordings.questions import QUESTIONS
from pikkit.bets.bet_info.wordings.races import RACES

_RULES = (*QUESTIONS, *TRANSLATIONS, *MATCHES, *MARGINS, *FIGHTS, *RACES)


@cache
def odd_words() -> frozenset[str]:
    """The words that some rule asks for."""
    return frozenset(word for rule in _RULES for word in rule.words)


def in_other_words(text: str, folded: Sequence[str]) -> str:
    """The text as the rules say it.

    Args:
        text: A leg.
        folded: Its words as the vocabulary knows them.
    """
    for rule in _RULES:
        if not rule.words.isdisjoint(folded):
            text = rule.pattern.sub(rule.form, text)
    return text
