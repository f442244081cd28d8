"""The words of a bet become fields, sport by sport."""

from typing import Any

import pytest

from pikkit.bets.bet_info import parse_leg
from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.outcome import Side
from tests.bets.read_fields import fields_of

OVER, UNDER, HOME, AWAY, DRAW, YES, NO, OTHER = (
    Side.OVER, Side.UNDER, Side.HOME, Side.AWAY, Side.DRAW, Side.YES, Side.NO, Side.OTHER,
)  # fmt: skip
MAVS_CELTICS = {"home": "BOS Celtics", "away": "DAL Mavericks"}
COWBOYS_GIANTS = {"home": "New York Giants", "away": "Dallas Cowboys"}
SOX_YANKEES = {"home": "New York Yankees", "away": "Boston Red Sox"}
ARSENAL_CHELSEA = {"home": "Arsenal", "away": "Chelsea"}
DAL_BOS = {"home": "BOS", "away": "DAL"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Over 4.5 Kyrie Irving Points - 1st Quarter DAL Mavericks @ BOS Celtics",
            {
                "market": "player points", "side": OVER, "line": 4.5, "subject": "Kyrie Irving",
                "period": "1st quarter", **MAVS_CELTICS,
            },
        ),
        (
            "NYG +5.5 Spread Dallas Cowboys @ New York Giants",
            {"market": "spread", "side": HOME, "line": 5.5, "subject": "NYG", **COWBOYS_GIANTS},
        ),
        (
            "Lower 7.5 Damian Lillard Assists O/U MIL @ DET",
            {
                "market": "player assists", "side": UNDER, "line": 7.5, "subject": "Damian Lillard",
                "home": "DET", "away": "MIL",
            },
        ),
        (
            "ANA Ducks Moneyline San Jose Sharks @ Anaheim Ducks",
            {
                "market": "moneyline", "side": HOME, "subject": "ANA Ducks",
                "home": "Anaheim Ducks", "away": "San Jose Sharks",
            },
        ),
        (
            "10+ Kyrie Irving - Alt First Quarter Point Dallas Mavericks at Boston Celtics",
            {
                "market": "player points", "side": OVER, "line": 9.5, "subject": "Kyrie Irving",
                "period": "1st quarter", "home": "Boston Celtics", "away": "Dallas Mavericks",
            },
        ),
        (
            "Under 49.5 Total Match Points Green Bay Packers @ Detroit Lions",
            {"market": "total", "side": UNDER, "line": 49.5, "home": "Detroit Lions", "away": "Green Bay Packers"},
        ),
        (
            "Kansas City Chiefs (-1.5) Alternate Spread Buffalo Bills @ Kansas City Chiefs",
            {
                "market": "alternate spread", "side": HOME, "line": -1.5, "subject": "Kansas City Chiefs",
                "home": "Kansas City Chiefs", "away": "Buffalo Bills",
            },
        ),
    ],
)  # fmt: skip
def test_the_forms_seen_in_exports(text: str, expected: dict[str, Any]) -> None:
    assert fields_of(text) == expected


@pytest.mark.parametrize(
    ("text", "live_text"),
    [
        ("Over 2.5 Total Hull vs. Watford", "Over 2.5 Total Hull vs. Watford Live"),
        ("Over 2.5 Total Hull vs. Watford", "Over 2.5 Total Live Betting Hull vs. Watford"),
        ("NYG Moneyline Dallas Cowboys @ New York Giants", "NYG Moneyline Live Dallas Cowboys @ New York Giants"),
        (
            "NYG Moneyline Dallas Cowboys @ New York Giants",
            "Live NYG Moneyline Dallas Cowboys @ New York Giants - Live Betting",
        ),
    ],
)
def test_a_live_bet_is_the_same_bet_placed_live(text: str, live_text: str) -> None:
    assert fields_of(live_text) == {**fields_of(text), "live": True}


@pytest.mark.parametrize(
    ("phrase", "market"),
    [
        ("Points", "player points"),
        ("Rebounds", "player rebounds"),
        ("Pts + Rebs + Asts", "player points + rebounds + assists"),
        ("Pts+Rebs+Asts", "player points + rebounds + assists"),
        ("3-PT Made", "player threes"),
        ("Fantasy Score", "player fantasy points"),
        ("Passing Yards", "player passing yards"),
        ("Receptions", "player receptions"),
        ("Rush + Rec Yards", "player rushing + receiving yards"),
        ("Total Bases", "player total bases"),
        ("Hits + Runs + RBIs", "player hits + runs + rbis"),
        ("Hits Allowed", "player hits allowed"),
        ("Strikeouts", "player strikeouts"),
        ("Pitching Outs", "player outs recorded"),
        ("Shots on Goal", "player shots on goal"),
        ("Shots on Target", "player shots on target"),
        ("Shots", "player shots"),
        ("Significant Strikes", "player significant strikes"),
        ("Birdies or Better", "player birdies"),
    ],
)
def test_the_longest_phrase_is_the_stat(phrase: str, market: str) -> None:
    expected = {"market": market, "side": OVER, "line": 1.5, "subject": "Jordan Someone", **DAL_BOS}
    assert fields_of(f"Over 1.5 Jordan Someone {phrase} DAL @ BOS") == expected
    assert fields_of(f"Jordan Someone Over 1.5 {phrase} DAL @ BOS") == expected
    assert fields_of(f"2+ Jordan Someone {phrase} DAL @ BOS") == expected
    assert canonical_market(phrase) == market


@pytest.mark.parametrize(
    ("text", "market", "subject"),
    [
        ("Over 220.5 Points DAL @ BOS", "total", None),
        ("Over 220.5 Total Points DAL @ BOS", "total", None),
        ("o220.5 Total DAL @ BOS", "total", None),
        ("DAL @ BOS - Over 220.5 Total Points", "total", None),
        ("Over 220.5 Alternate Total DAL @ BOS", "alternate total", None),
        ("Over 220.5 Dallas Mavericks Points DAL @ BOS", "team total", "Dallas Mavericks"),
        ("Over 220.5 DAL Team Total DAL @ BOS", "team total", "DAL"),
        ("Over 220.5 Dalton Kincaid Points DAL @ BOS", "player points", "Dalton Kincaid"),
        ("Over 220.5 Mikal Bridges Points DAL @ BOS", "player points", "Mikal Bridges"),
        ("Higher Mikal Bridges 220.5 Points DAL @ BOS", "player points", "Mikal Bridges"),
        ("More than 220.5 Mikal Bridges Points DAL @ BOS", "player points", "Mikal Bridges"),
        ("221+ Mikal Bridges To Record Points DAL @ BOS", "player points", "Mikal Bridges"),
    ],
)
def test_a_stat_is_of_the_game_a_team_or_a_player(text: str, market: str, subject: str | None) -> None:
    leg = parse_leg(text)
    assert (leg.market, leg.subject) == (market, subject)
    assert (leg.side, leg.line, leg.home, leg.away) == (OVER, 220.5, "BOS", "DAL")


@pytest.mark.parametrize(
    ("text", "market", "side", "line"),
    [
        ("Arsenal Moneyline Arsenal vs. Chelsea", "moneyline", HOME, None),
        ("Chelsea Moneyline Arsenal vs Chelsea", "moneyline", AWAY, None),
        ("Draw Moneyline Arsenal vs. Chelsea", "moneyline", DRAW, None),
        ("Arsenal -1 Spread Arsenal vs. Chelsea", "spread", HOME, -1.0),
        ("Chelsea +0 Spread Arsenal vs. Chelsea", "spread", AWAY, 0.0),
        ("Chelsea +0.5,+1 Asian Handicap Arsenal vs. Chelsea", "spread", AWAY, 0.75),
        ("Chelsea PK Spread Arsenal vs. Chelsea", "spread", AWAY, 0.0),
        ("Arsenal Draw No Bet Arsenal vs. Chelsea", "draw no bet", HOME, None),
        ("Arsenal or Draw Double Chance Arsenal vs. Chelsea", "double chance", OTHER, None),
        ("Yes Both Teams To Score Arsenal vs. Chelsea", "both teams to score", YES, None),
        ("Both Teams To Score - No Arsenal vs. Chelsea", "both teams to score", NO, None),
        ("Bukayo Saka Anytime Goalscorer Arsenal vs. Chelsea", "anytime goalscorer", YES, None),
        ("Over 9.5 Corners Arsenal vs. Chelsea", "total corners", OVER, 9.5),
        ("Arsenal -1.5 Corners Arsenal v Chelsea", "corners spread", HOME, -1.5),
        ("2-1 Correct Score Arsenal vs. Chelsea", "correct score", OTHER, None),
    ],
)
def test_soccer(text: str, market: str, side: Side, line: float | None) -> None:
    leg = parse_leg(text)
    assert (leg.market, leg.side, leg.line) == (market, side, line)
    assert {"home": leg.home, "away": leg.away} == ARSENAL_CHELSEA


@pytest.mark.parametrize(
    ("text", "market", "side", "line", "period"),
    [
        ("New York Yankees -1.5 Run Line", "spread", HOME, -1.5, None),
        ("NYY Moneyline", "moneyline", HOME, None, None),
        ("BOS +0.5 1st 5 Innings Run Line", "spread", AWAY, 0.5, "1st 5 innings"),
        ("Over 4.5 Total Runs - First 5 Innings", "total", OVER, 4.5, "1st 5 innings"),
        ("Red Sox F5 Moneyline", "moneyline", AWAY, None, "1st 5 innings"),
        ("NRFI", "run in first inning", NO, None, None),
        ("YRFI", "run in first inning", YES, None, None),
        ("Under 8½ Total", "total", UNDER, 8.5, None),
        ("Over 1.5 Aaron Judge Total Bases", "player total bases", OVER, 1.5, None),
        ("Aaron Judge To Hit A Home Run", "home run hitter", YES, None, None),
        ("Over 7.5 Gerrit Cole Strikeouts Thrown", "player strikeouts", OVER, 7.5, None),
    ],
)
def test_baseball(text: str, market: str, side: Side, line: float | None, period: str | None) -> None:
    leg = parse_leg(f"{text} Boston Red Sox @ New York Yankees")
    assert (leg.market, leg.side, leg.line, leg.period) == (market, side, line, period)
    assert {"home": leg.home, "away": leg.away} == SOX_YANKEES


@pytest.mark.parametrize(
    ("text", "market", "side", "line", "period"),
    [
        ("Sinner J. Moneyline Sinner J. vs. Alcaraz C.", "moneyline", HOME, None, None),
        ("Carlos Alcaraz Moneyline Sinner J. vs. Alcaraz C.", "moneyline", AWAY, None, None),
        ("Sinner J. 1st Set Moneyline Sinner J. vs. Alcaraz C.", "moneyline", HOME, None, "1st set"),
        ("Over 22.5 Total Games Sinner J. vs. Alcaraz C.", "total games", OVER, 22.5, None),
        ("Alcaraz C. +3.5 Games Handicap Sinner J. vs. Alcaraz C.", "games spread", AWAY, 3.5, None),
        ("Alcaraz C. +1.5 Set Handicap Sinner J. vs. Alcaraz C.", "sets spread", AWAY, 1.5, None),
        ("Over 12.5 Sinner J. Games Won Sinner J. vs. Alcaraz C.", "player games won", OVER, 12.5, None),
        ("Over 2.5 Total Sets Sinner J. vs. Alcaraz C.", "total sets", OVER, 2.5, None),
    ],
)
def test_tennis(text: str, market: str, side: Side, line: float | None, period: str | None) -> None:
    leg = parse_leg(text)
    assert (leg.market, leg.side, leg.line, leg.period) == (market, side, line, period)
    assert (leg.home, leg.away) == ("Sinner J.", "Alcaraz C.")
