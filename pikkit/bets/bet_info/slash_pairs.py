"""Games whose two teams stand around a slash: ``Broncos/Chiefs Under 23.5 2nd Half Total``."""

from collections.abc import Sequence

from pikkit.bets.bet_info.known_teams import share_a_league, teams_named
from pikkit.bets.bet_info.words import join_words

_LONGEST = 4


def slash_game(written: Sequence[str]) -> list[str] | None:
    """The words with the pair as a game at their end; None if no slash stands between two teams of a league."""
    for place, word in enumerate(written):
        one, slash, other = word.strip("()").partition("/")
        if not slash or "/" in other or bool(one) is not bool(other):
            continue
        before, behind = [*written[:place], *filter(None, [one])], [*filter(None, [other]), *written[place + 1 :]]
        front, back = _last_team(before), _first_team(behind)
        if front and back and share_a_league(join_words(before[-front:]), join_words(behind[:back])):
            rest = [*before[:-front], *behind[back:]]
            return [*rest, *before[-front:], "vs", *behind[:back]] if rest else None
    return None


def _last_team(words: list[str]) -> int:
    """How many words at the end are a team, the most."""
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if teams_named(join_words(words[-size:]))), 0)


def _first_team(words: list[str]) -> int:
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if teams_named(join_words(words[:size]))), 0)
