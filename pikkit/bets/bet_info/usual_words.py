"""A leg's words in the form that most books use."""

from pikkit.bets.bet_info.forms import in_usual_form
from pikkit.bets.bet_info.vocabulary import known_words
from pikkit.bets.bet_info.wordings import in_other_words, odd_words
from pikkit.bets.bet_info.words import Words, join_words, read_words


def usual_words(text: str) -> Words:
    """The words of a leg, once it says what it says as most books do."""
    words = read_words(in_usual_form(text), known_words())
    if odd_words().isdisjoint(words.folded):
        return words
    text = join_words(words.written)
    other = in_other_words(text, words.folded)
    return words if other == text else read_words(in_usual_form(other), known_words())
