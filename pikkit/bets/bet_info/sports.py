"""Markets whose words do not say of which sport they are: "To Score Anytime" is a touchdown, or a goal."""

from functools import lru_cache

from pikkit.bets.bet_info.known_teams import tables_of, teams_named
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.phrases import Phrase

_FOOTBALL, _BASKETBALL, _BASEBALL, _GOALS, _TRIES = "football", "basketball", "baseball", "goals", "tries"
_SPORTS = {
    "nfl": _FOOTBALL, "cfl": _FOOTBALL, "nba": _BASKETBALL, "wnba": _BASKETBALL, "euroleague": _BASKETBALL,
    "mlb": _BASEBALL, "npb": _BASEBALL, "kbo": _BASEBALL, "college": "",
    "nrl": _TRIES,
}  # fmt: skip
"""A table of teams to its sport; every other is of clubs or nations that score goals."""
_ANY = {_FOOTBALL: "anytime touchdown scorer", _GOALS: "anytime goalscorer", _TRIES: "anytime tryscorer"}
_FIRST = {_FOOTBALL: "first touchdown scorer", _GOALS: "first goalscorer", _BASKETBALL: "first basket scorer",
          _TRIES: "first tryscorer"}  # fmt: skip
_LAST = {_FOOTBALL: "last touchdown scorer", _GOALS: "last goalscorer", _TRIES: "last tryscorer"}
_NEUTRAL: dict[tuple[str, ...], dict[str, str]] = {
    ("to", "score"): _ANY, ("to", "score", "anytime"): _ANY, ("anytime", "scorer"): _ANY,
    ("to", "score", "at", "any", "time"): _ANY, ("player", "to", "score"): _ANY, ("first", "scorer"): _FIRST,
    ("1st", "scorer"): _FIRST, ("first", "player", "to", "score"): _FIRST, ("last", "scorer"): _LAST,
    ("first", "points"): _FIRST, ("1st", "points"): _FIRST, ("anytime", "score"): _ANY,
}  # fmt: skip


TURNS = {"first to score": (_FIRST, "first goalscorer"), "last to score": (_LAST, "last goalscorer")}
"""Markets of teams to what they are of a player."""


def scorer_in_turn(name: str, game: Matchup) -> str:
    """The player's market that one of ``TURNS`` is ("Ann Able To Score First")."""
    names, usual = TURNS[name]
    return names.get(_sport(*game.listed), usual)


def of_the_sport(phrase: Phrase, game: Matchup) -> str:
    """The market that a phrase means in a game; the phrase's own where the teams do not tell the sport."""
    assert phrase.market is not None  # noqa: S101 (a market phrase has its market)
    if phrase.words == _GAME_SPREAD and game.listed[1] and not any(map(teams_named, game.listed)):
        return "games spread"
    names = _NEUTRAL.get(phrase.words)
    return names.get(_sport(*game.listed), phrase.market.name) if names else phrase.market.name


_GAME_SPREAD = ("game", "spread")
"""Of two whom no table of teams knows, a head start in games of tennis; of teams, one in the game."""


def is_a_pitchers_win(phrase: Phrase, subject: str, game: Matchup) -> bool:
    """Whether somebody who is neither team of baseball is to win: ``Ann Able Win - Yes``."""
    if phrase.market is None or phrase.market.name != "moneyline" or "win" not in phrase.words or not subject:
        return False
    return _sport(*game.listed) == _BASEBALL and len(subject.split()) > 1 and not teams_named(subject)


def scores_points(game: Matchup) -> bool:
    """Whether what a player scores there is points: ``To Score 20 or More`` of basketball is no twenty goals."""
    return _sport(*game.listed) == _BASKETBALL


@lru_cache(maxsize=4096)
def _sport(first: str, second: str) -> str:
    tables = tables_of(teams_named(first)) & tables_of(teams_named(second))
    sports = {_SPORTS.get(table, _GOALS) for table in tables}
    return sports.pop() if len(sports) == 1 else ""
