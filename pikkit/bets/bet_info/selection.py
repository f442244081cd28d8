"""What a leg is on, once its words are read: the market's name, the side, the line, the subject."""

from typing import NamedTuple

from pikkit.bets.bet_info.known_teams import has_no_draw, may_end_a_team, teams_named
from pikkit.bets.bet_info.markets import Market, Owner, with_alternate
from pikkit.bets.bet_info.matchup import Matchup
from pikkit.bets.bet_info.phrases import Phrase
from pikkit.bets.bet_info.sports import TURNS, is_a_pitchers_win, of_the_sport, scorer_in_turn, scores_points
from pikkit.bets.bet_info.teams import which_team
from pikkit.bets.bet_info.terms import Terms
from pikkit.bets.bet_info.words import fold_word
from pikkit.bets.outcome import Side
from pikkit.bets.tables.market_kind import MarketKind
from pikkit.bets.tables.stats import INDIVIDUAL
from pikkit.bets.tables.yes_no_markets import FOREIGN_NO

DRAWS = frozenset(
    {
        "draw", "tie", "the draw", "x", "draw/tie", "tie/draw", "unentschieden", "empate", "match nul", "nul",
        "oavgjort", "pareggio", "unavgjort", "gelijkspel",
    }
)  # fmt: skip
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
_ONE_OF = {counted: name for name, counted in _COUNTED.items()}
"""What "one or more" of a stat is, where it has a name of its own."""
_OF_PEOPLE = frozenset({"fantasy points", "time on ice", "shifts"})
"""Stats that no team has, though a player may stand in the game himself (tennis, fights)."""
_ONCE = 0.5
_MOST_ROUNDS = 5
"""Rounds of a fight of mixed martial arts; nobody bets on so few of a map."""
_HOME_AWAY = {
    "home": Side.HOME, "away": Side.AWAY, "home team": Side.HOME, "away team": Side.AWAY, "visitors": Side.AWAY,
    "hosts": Side.HOME, "team 1": Side.HOME, "team 2": Side.AWAY,
}  # fmt: skip
_NUMBERED = frozenset({"moneyline", "three-way moneyline", "draw no bet", "spread", "three-way spread"})
_ODD_EVEN = {"odd": Side.YES, "even": Side.NO}
_NO_GOAL = {"Nobody": "No Goal"}
"""Nobody, as an outcome of who scores."""
_BY_RANGE = frozenset({"spread", "winning margin"})
_SCORED = frozenset(
    {"correct score", "winning margin", "exact wins", "exact goals", "halftime / fulltime", "time of first goal"}
)


class Selection(NamedTuple):
    """The part of a leg that is bet on."""

    market: str | None
    side: Side | None
    line: float | None
    subject: str | None


def resolve_selection(phrase: Phrase, terms: Terms, subject: str, game: Matchup, *, alternate: bool) -> Selection:
    """Name the market by whose stat it is, and take the side the market's kind asks for."""
    market = phrase.market
    assert market is not None  # noqa: S101 (a market phrase has its market)
    side, line = terms.chosen, terms.line
    if is_a_pitchers_win(phrase, subject, game):
        return Selection("to record a win", terms.answer or Side.YES, None, subject)
    name: str | None
    if market.kind is MarketKind.OVER_UNDER and side not in _OVER_UNDER:
        name, side = _without_threshold(market, side, subject, game, terms)
    elif market.kind is MarketKind.OVER_UNDER:
        name, subject = _of_both(market.named(_owner(market, subject, game)), line, subject, game)
    else:
        name = _yes_no_name(of_the_sport(phrase, game), line, subject, game)
        side = side or _implied_side(phrase.words) or _side(market, subject, game)
        name, side, line, subject = _in_other_words(market, name, side, line, subject, game)
        if takes_line(market) and line is not None:
            wins_by = side is Side.OVER or "by" in phrase.words
            side, line, subject = _head_start(terms, side, -abs(line) if wins_by else line, subject, game)
        side, line, subject = _of_a_result(market, side, line, subject, game)
    if market.kind is MarketKind.RESULT and not takes_line(market) and not _is_measured(market, side):
        line = market.number
    if name == "total" and subject:
        name = "team total" if _is_team(subject, game) else None
    return Selection(with_alternate(name, alternate=alternate) if name else None, side, line, subject or None)


def _of_both(name: str, line: float | None, subject: str, game: Matchup) -> tuple[str, str]:
    """Name and subject of a number that both sides have: a fighter's rounds are the fight's, a map's a team's own."""
    if name != "player rounds" or line is None or line > _MOST_ROUNDS or which_team(subject, *game.listed) is None:
        return name, subject
    return "total rounds", ""


def _is_measured(market: Market, side: Side | None) -> bool:
    """Whether a market of who has the highest is on how high it is: ``Highest Checkout Over 132.5``."""
    return side in _OVER_UNDER and market.name.startswith("highest")


def _implied_side(words: tuple[str, ...]) -> Side | None:
    """The side that a phrase itself says: "NRFI", "Beide Teams treffen: Nein"."""
    return _IMPLIED_SIDES.get(words) or (Side.NO if words[-1] in FOREIGN_NO else None)


def _in_other_words(
    market: Market, name: str, side: Side | None, line: float | None, subject: str, game: Matchup
) -> tuple[str, Side | None, float | None, str]:
    """Name, side, line and subject where a yes, a player or a milestone says what a side or a range does."""
    if side is Side.YES and subject:
        if market.kind is MarketKind.SELECTION:
            side = Side.OTHER
        elif market.kind is MarketKind.RESULT or name == "first to score":
            side = side_of(subject, game)  # "Dallas — Yes" is Dallas
    if subject in _NO_GOAL:
        return name, Side.OTHER, line, _NO_GOAL[subject]
    if name in TURNS and side is Side.OTHER and not teams_named(subject):
        return scorer_in_turn(name, game), Side.YES, line, subject
    if name == "winning margin" and side is Side.OVER and line is not None:
        return name, Side.OTHER, None, f"{subject} {line + _ONCE:g}+"
    return name, side, line, subject


def with_score(selection: Selection, score: str) -> Selection:
    """The selection with the exact score, or range, that stands behind its market: ``To Win 2-1``."""
    subject = f"{selection.subject} {score}" if selection.subject else score
    if selection.market == "moneyline":
        return Selection("correct score", Side.OTHER, None, subject)
    if selection.market in _BY_RANGE:
        return Selection("winning margin", Side.OTHER, None, subject)
    return selection._replace(subject=subject) if selection.market in _SCORED else selection


def named_side(subject: str, phrase: Phrase, game: Matchup) -> str:
    """The team that a word means: ``Home``, ``Away``, and ``1`` and ``2`` of a result."""
    word = subject.lower()
    if word in _HOME_AWAY and game.home and game.away:
        return game.home if _HOME_AWAY[word] is Side.HOME else game.away
    if phrase.market is not None and phrase.market.name == "double chance" and game.listed[1]:
        first, second = game.listed
        return {
            "1x": f"{first} or Draw",
            "x2": f"{second} or Draw",
            "12": f"{first} or {second}",
            "x1": f"{first} or Draw",
            "2x": f"{second} or Draw",
            "21": f"{first} or {second}",
        }.get(word, subject)
    is_result = phrase.market is not None and phrase.market.name in _NUMBERED
    if is_result and subject in {"1", "2"} and game.listed[1]:
        return game.listed[int(subject) - 1]
    return subject


def _of_a_result(
    market: Market, side: Side | None, line: float | None, subject: str, game: Matchup
) -> tuple[Side | None, float | None, str]:
    """Side, line and subject where they are said in a way of their own.

    "No" to a winner of two is the other; odd is the yes to "odd or even".
    """
    if market.name == "odd or even" and (word := subject.lower()) in _ODD_EVEN:
        return _ODD_EVEN[word], line, ""
    if market.kind is not MarketKind.RESULT:
        return side, line, subject
    other = _other_of(subject, game) if side is Side.NO and market.name == "moneyline" else None
    if other is None or not has_no_draw(*game.listed):
        return side, line, subject
    return side_of(other, game), line, other


def _other_of(subject: str, game: Matchup) -> str | None:
    """The opponent of a subject that is one of the two who play."""
    team = which_team(subject, *game.listed) if subject else None
    return None if team is None else game.listed[1 - team]


def _head_start(
    terms: Terms, side: Side | None, line: float, subject: str, game: Matchup
) -> tuple[Side | None, float, str]:
    """Side, line and subject of a head start: "No" to it is the other's, with the other sign."""
    if terms.answer is Side.NO and (other := _other_of(subject, game)):
        return side_of(other, game), 0.0 - line, other
    return (side_of(subject, game) if side in (*_OVER_UNDER, Side.NO) else side), line, subject


def takes_line(market: Market) -> bool:
    """Whether a head start belongs to the market: a number beside "Moneyline" is its price."""
    return market.name.endswith("spread")


def _yes_no_name(name: str, line: float | None, subject: str, game: Matchup) -> str:
    if name in _COUNTED and line is not None and line > _ONCE:
        return "player points" if name == "anytime goalscorer" and scores_points(game) else _COUNTED[name]
    return _OF_A_TEAM[name] if name in _OF_A_TEAM and subject and _is_team(subject, game) else name


def _without_threshold(
    market: Market, answer: Side | None, subject: str, game: Matchup, terms: Terms
) -> tuple[str, Side | None]:
    """A stat with no over or under: a head start in it (``Arsenal -1.5 Corners``), or simply that it happens."""
    side = side_of(subject, game)
    if market.name == "season wins" and terms.line is None and side in (Side.HOME, Side.AWAY):
        return "moneyline", side if answer is not Side.NO else Side.NO  # "Denver wins"
    if terms.signed and side in (Side.HOME, Side.AWAY):
        return market.spread, side
    happens = Side.YES if market.stat and subject and terms.line is None else None
    name = market.named(_owner(market, subject, game))
    return (_ONE_OF.get(name, name) if happens else name), answer or happens


def only_happens(phrase: Phrase, terms: Terms) -> bool:
    """Whether a stat without a line is all that names the market: to be believed, every other word has to be read."""
    return phrase.market is not None and phrase.market.stat and terms.line is None


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
    if subject.lower() in DRAWS:
        return Side.DRAW
    team = which_team(subject, *game.listed)
    if team is None:
        return Side.OTHER
    return Side.HOME if game.listed[team] == game.home else Side.AWAY


def _owner(market: Market, subject: str, game: Matchup) -> Owner:
    if not subject:
        return Owner.GAME
    people = market.name in INDIVIDUAL or market.name in _OF_PEOPLE
    return Owner.TEAM if not people and _is_team(subject, game) else Owner.PLAYER


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
