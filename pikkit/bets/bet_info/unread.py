"""The words in legs that no rule reads, so that they can be reported."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pikkit.bets.bet_info.parse import leg_fields, split_legs
from pikkit.bets.bet_info.words import fold_word


class UnreadWord(NamedTuple):
    """A word that no rule reads, in small letters; in how many legs it stands; and one of them."""

    word: str
    legs: int
    example: str


def unread_words(texts: Iterable[str | None]) -> list[UnreadWord]:
    """The words that no rule reads, the most frequent first, then by the alphabet.

    Args:
        texts: The selections of bets, one or several legs each (joined by " | "), as often as they were bet.
    """
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for text, bets in Counter(text for text in texts if text).items():
        for leg in split_legs(text):
            for word in {fold_word(word) for word in (leg_fields(leg).left or "").split()}:
                if word.strip("+&/"):
                    counts[word] += bets
                    examples.setdefault(word, leg)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [UnreadWord(word, legs, examples[word]) for word, legs in ordered]
