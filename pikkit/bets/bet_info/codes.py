"""Codes of teams that are words of markets too: ``TB`` is Tampa Bay beside the separator, elsewhere total bases."""

from functools import cache

from pikkit.bets.bet_info.known_teams import teams_named
from pikkit.bets.bet_info.vocabulary import known_words
from pikkit.bets.bet_info.words import Words, join_words
from pikkit.bets.teams import team_candidates

_LONGEST = 3
_NO_WORD = "\x00"


def without_codes(words: Words, at: int) -> list[str]:
    """The folded words, with those that are a team's code beside the separator as words of no phrase."""
    folded, known = words.folded, _codes()
    if known.isdisjoint(folded[max(at - _LONGEST, 0) : at + 2]):
        return folded
    for i in (*range(max(at - _LONGEST, 0), at), at + 1):
        word = words.written[i] if i < len(folded) else ""
        if word.isupper() and folded[i] in known and teams_named(word) and (i > at or _names_a_team(words, i, at)):
            folded = [*folded[:i], f"{folded[i]}{_NO_WORD}", *folded[i + 1 :]]
    return folded


@cache
def _codes() -> frozenset[str]:
    """The words of the vocabulary that are a team's code in capitals."""
    return frozenset(word for word in known_words() if teams_named(word.upper()))


def _names_a_team(words: Words, start: int, end: int) -> bool:
    teams = team_candidates(join_words(words.written[start:end]))
    return not teams_named(words.written[start]).isdisjoint(teams)
