"""What a leg is on, once its words are read: the market's name, the side, the line, the subject."""

from typing import NamedTuple

from pikkit.bets.bet_info.head import Head
from pikkit.bets.bet_info.markets import Market, Owner, with_alternate
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.vocabulary import Phrase
from pikkit.bets.bet_info.words import fold_word
from pikkit.bets.outcome import Side
from pikkit.bets.tables.markets import MarketKind
from pikkit.bets.tables.stats import INDIVIDUAL
from pikkit.bets.tables.teams import NICKNAMES

_DRAW = frozenset({"draw", "tie", "the draw", "x", "draw/tie", "tie/draw"})
_OVER_UNDER = (Side.OVER, Side.UNDER)
_IMPLIED_SIDES = {
    ("nrfi",): Side.NO,
    ("to", "miss", "the", "cut"): Side.NO,
    ("miss", "the", "cut"): Side.NO,
    ("miss", "cut"): Side.NO,
}


class Selection(NamedTuple):
    """The part of a leg that is bet on."""

    market: str
    side: Side | None
    line: float | None
    subject: str | None


def resolve(phrase: Phrase, head: Head, game: Matchup, *, alternate: bool) -> Selection:
    """Name the market by whose stat it is, and take the side the market's kind asks for."""
    market = phrase.market
    assert market is not None  # noqa: S101 (a market phrase has its market)
    if market.kind is MarketKind.OVER_UNDER and head.side not in _OVER_UNDER:
        name, side = _without_threshold(market, head, game)
    elif market.kind is MarketKind.OVER_UNDER:
        name, side = market.named(_owner(market, head.subject, game)), head.side
    else:
        name, side = market.name, head.side or _IMPLIED_SIDES.get(phrase.words) or _side(market, head.subject, game)
    return Selection(with_alternate(name, alternate=alternate), side, head.line, head.subject or None)


def _without_threshold(market: Market, head: Head, game: Matchup) -> tuple[str, Side | None]:
    """A stat with no over or under: a head start in it (``Arsenal -1.5 Corners``), or simply that it happens."""
    side = _result_side(head.subject, game)
    if head.signed and side in (Side.HOME, Side.AWAY):
        return market.spread, side
    happens = Side.YES if market.stat and head.subject else None
    return market.named(_owner(market, head.subject, game)), head.side or happens


def _side(market: Market, subject: str, game: Matchup) -> Side | None:
    if market.kind is MarketKind.YES_NO:
        return Side.YES
    if market.kind is MarketKind.SELECTION:
        return Side.OTHER
    return _result_side(subject, game)


def _result_side(subject: str, game: Matchup) -> Side | None:
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
    if subject in game.listed:
        return True
    words = subject.split()
    if len(words) > 1 and fold_word(words[-1]) not in NICKNAMES:
        return any(team and _contains(subject, team) for team in game.listed)
    return which_team(subject, *game.listed) is not None


def _contains(name: str, other: str) -> bool:
    """Whether one of two names holds all words of the other, in order."""
    name, other = f" {name.lower()} ", f" {other.lower()} "
    return name in other or other in name
