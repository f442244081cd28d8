"""What a leg is on, once its words are read: the market's name, the side, the line, the subject."""

from typing import NamedTuple

from pikkit.bets.bet_info.known_teams import may_end_a_team, teams_named
from pikkit.bets.bet_info.markets import Market, Owner, with_alternate
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.phrases import Phrase
from pikkit.bets.bet_info.sports import of_the_sport
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import fold_word
from pikkit.bets.outcome import Side
from pikkit.bets.tables.markets import MarketKind
from pikkit.bets.tables.stats import INDIVIDUAL

_DRAW = frozenset({"draw", "tie", "the draw", "x", "draw/tie", "tie/draw"})
_OVER_UNDER = (Side.OVER, Side.UNDER)
_IMPLIED_SIDES = {
    ("nrfi",): Side.NO,
    ("to", "miss", "the", "cut"): Side.NO,
    ("miss", "the", "cut"): Side.NO,
    ("miss", "cut"): Side.NO,
}
_OF_A_TEAM = {"anytime goalscorer": "team to score", "first goalscorer": "first to score"}
"""What a market of players is called when a team is its subject."""
_COUNTED = {
    "anytime touchdown scorer": "player touchdowns",
    "anytime goalscorer": "player goals",
    "home run hitter": "player home runs",
    "to record a hit": "player hits",
}
"""What "two or more" of a yes-or-no market is."""
_ONCE = 0.5


class Selection(NamedTuple):
    """The part of a leg that is bet on."""

    market: str | None
    side: Side | None
    line: float | None
    subject: str | None


def resolve(phrase: Phrase, terms: Terms, subject: str, game: Matchup, *, alternate: bool) -> Selection:
    """Name the market by whose stat it is, and take the side the market's kind asks for."""
    market = phrase.market
    assert market is not None  # noqa: S101 (a market phrase has its market)
    side, line = terms.chosen, terms.line
    name: str | None
    if market.kind is MarketKind.OVER_UNDER and side not in _OVER_UNDER:
        name, side = _without_threshold(market, side, subject, game, signed=terms.signed)
    elif market.kind is MarketKind.OVER_UNDER:
        name = market.named(_owner(market, subject, game))
    else:
        name = _yes_no_name(of_the_sport(phrase, game), line, subject, game)
        side = side or _IMPLIED_SIDES.get(phrase.words) or _side(market, subject, game)
    if market.kind is MarketKind.RESULT and not takes_line(market):
        line = None
    if name == "total" and subject:
        name = "team total" if _is_team(subject, game) else None
    return Selection(with_alternate(name, alternate=alternate) if name else None, side, line, subject or None)


def takes_line(market: Market) -> bool:
    """Whether a head start belongs to the market: a number beside "Moneyline" is its price."""
    return market.name.endswith("spread")


def _yes_no_name(name: str, line: float | None, subject: str, game: Matchup) -> str:
    if name in _COUNTED and line is not None and line > _ONCE:
        return _COUNTED[name]
    return _OF_A_TEAM[name] if name in _OF_A_TEAM and subject and _is_team(subject, game) else name


def _without_threshold(
    market: Market, answer: Side | None, subject: str, game: Matchup, *, signed: bool
) -> tuple[str, Side | None]:
    """A stat with no over or under: a head start in it (``Arsenal -1.5 Corners``), or simply that it happens."""
    side = side_of(subject, game)
    if signed and side in (Side.HOME, Side.AWAY):
        return market.spread, side
    happens = Side.YES if market.stat and subject else None
    return market.named(_owner(market, subject, game)), answer or happens


def _side(market: Market, subject: str, game: Matchup) -> Side | None:
    if market.kind is MarketKind.YES_NO:
        return Side.YES
    if market.kind is MarketKind.SELECTION:
        return Side.OTHER
    return side_of(subject, game)


def side_of(subject: str, game: Matchup) -> Side | None:
    """Home, away or draw by matching the subject to the matchup; other if it is neither, None without a subject."""
    if not subject:
        return None
    if subject.lower() in _DRAW:
        return Side.DRAW
    team = which_team(subject, *game.listed)
    if team is None:
        return Side.OTHER
    return Side.HOME if game.listed[team] == game.home else Side.AWAY


def _owner(market: Market, subject: str, game: Matchup) -> Owner:
    if not subject:
        return Owner.GAME
    return Owner.TEAM if market.name not in INDIVIDUAL and _is_team(subject, game) else Owner.PLAYER


def _is_team(subject: str, game: Matchup) -> bool:
    """Whether the subject is one of the two teams and no player whose name happens to look like one's short form."""
    if subject in game.listed or not game.listed[1]:
        return bool(game.listed[1] or teams_named(subject))
    words = subject.split()
    if len(words) > 1 and not may_end_a_team(fold_word(words[-1])):
        return any(team and _contains(subject, team) for team in game.listed)
    if len(words) > 1 and not teams_named(subject):
        return any(team and _contains(subject, team) for team in game.listed)
    return which_team(subject, *game.listed) is not None


def _contains(name: str, other: str) -> bool:
    """Whether one of two names holds all words of the other, in order."""
    name, other = f" {name.lower()} ", f" {other.lower()} "
    return name in other or other in name
