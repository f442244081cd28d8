"""The canonical name of a market that is given by itself."""

from functools import cache

from pikkit.bets.bet_info.markets import Owner, with_alternate
from pikkit.bets.bet_info.phrases import Role
from pikkit.bets.bet_info.vocabulary import find_phrases, known_markets
from pikkit.bets.bet_info.words import words_of
from pikkit.bets.letters import fold


def canonical_market(text: str) -> str | None:
    """A market's canonical name (``"Run Line"`` is ``"spread"``); a stat is a player's unless the text says whose.

    An unknown market is kept in lower case, with its spaces folded; None for an empty text.
    """
    return _known_market(text) or fold(text).lower() or None


def _known_market(text: str) -> str | None:
    """The canonical name of a market given by itself, None if the vocabulary does not know it.

    A stat without an owner is the game's if it is called total ("Total Points"), else a player's ("Points").
    """
    words = words_of(text)
    if (name := " ".join(word or "+" for word in words)) in _canonical_names():
        return name
    marks = find_phrases(words)
    alternate = bool(marks) and marks[0].phrase.role is Role.ALTERNATE
    if len(marks) != 1 + alternate or marks[-1].end - marks[-1].start + alternate != len(words):
        return None
    phrase = marks[-1].phrase
    if phrase.market is None:
        return None
    of_the_game = phrase.words[0] == "total" and not phrase.market.name.startswith("total")
    owner = Owner.GAME if of_the_game else Owner.PLAYER
    return with_alternate(phrase.market.named(owner), alternate=alternate)


@cache
def _canonical_names() -> frozenset[str]:
    return frozenset(
        market.named(owner)
        for market in known_markets()
        for owner in Owner
        if not (market.owner and market.owner != owner)
    ) | {"alternate spread", "alternate total", "alternate team total"}
