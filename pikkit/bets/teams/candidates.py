"""The teams that a text may mean."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pikkit.bets.teams.folding import fold_team, without_club
from pikkit.bets.teams.roster import meanings
from pikkit.bets.teams.scope import CLUBS, scope
from pikkit.bets.teams.team import Spelling, Team

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_JOINED = re.compile(r"(?<=[a-z.])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Between the words of ``NewYork``, ``LALakers`` and ``St.Louis``, as archives of odds write teams."""


@lru_cache(maxsize=1 << 15)
def team_candidates(text: str, league: str | None = None, sport: str | None = None) -> Mapping[Team, Spelling]:
    """Each team of the league (of the sport, of any) that a text may mean, with how the text names it.

    Within a table a full name leaves no doubt: ``Texas`` is not a short form of ``Texas A&M`` there. What stands in
    brackets behind a name (a pitcher, "Game 2") is passed over where no team is called so, and words without blanks
    (``GoldenState``) are taken apart. Do not change the answer.
    """
    tables = scope(league, sport)
    meant = {team: how for team, how in _meaning(text).items() if team.table in tables}
    surest: dict[str, Spelling] = {}
    for team, how in meant.items():
        surest[team.table] = max(how, surest.get(team.table, how))
    return {team: how for team, how in meant.items() if how is Spelling.FULL or surest[team.table] < Spelling.FULL}


def is_team_word(text: str) -> bool:
    """Whether a text, as it is, names a team of any table in full or in part; codes count in capitals only."""
    ways = meanings().get(fold_team(text), {}).values()
    return any(how is not Spelling.CODE or text.isupper() for how in ways)


def _club(bare: str) -> Mapping[Team, Spelling]:
    """The soccer clubs whose own name is this once the words for a club are off: ``FSV Frankfurt`` is no Eintracht."""
    known = meanings().get(bare, {})
    return {team: Spelling.PART for team in known if team.table in CLUBS and _bare(team.name) == bare}


def _bare(name: str) -> str:
    return without_club(fold_team(name), soccer=True)


def _meaning(text: str) -> Mapping[Team, Spelling]:
    known = meanings()
    folded = fold_team(text)
    meant = {**known.get(without_club(folded), {}), **known.get(folded, {})} or _club(_bare(text))
    if not meant and text.endswith(")") and (bare := _BRACKETS.sub("", text)) and bare != text:
        return _meaning(bare)
    if not meant and " " not in text and (apart := _JOINED.sub(" ", text)) != text:
        return _meaning(apart)
    return meant
