"""Legs in the words of one language, one sport or one book, put into words that all others use.

Each rule names the words that have to stand in a leg for it to be tried, so that most legs cost one look.
"""

from pikkit.bets.bet_info.wordings.in_other_words import in_other_words, odd_words

__all__ = ["in_other_words", "odd_words"]
