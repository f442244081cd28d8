"""The words of a bet become fields; what cannot be read stays as it was written."""

import random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pikkit.bets.bet_info import parse_bet_info, parse_leg
from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.leg import Leg
from pikkit.bets.outcome import Side

OVER, UNDER, HOME, AWAY, DRAW, YES, NO, OTHER = (
    Side.OVER, Side.UNDER, Side.HOME, Side.AWAY, Side.DRAW, Side.YES, Side.NO, Side.OTHER,
)  # fmt: skip
MAVS_CELTICS = {"home": "BOS Celtics", "away": "DAL Mavericks"}
COWBOYS_GIANTS = {"home": "New York Giants", "away": "Dallas Cowboys"}
SOX_YANKEES = {"home": "New York Yankees", "away": "Boston Red Sox"}
ARSENAL_CHELSEA = {"home": "Arsenal", "away": "Chelsea"}
DAL_BOS = {"home": "BOS", "away": "DAL"}


def fields(text: str) -> dict[str, Any]:
    """What was read, without the text and what is not there."""
    leg = parse_leg(text)
    assert leg.raw == text
    return {
        name: value
        for name, value in leg.model_dump(exclude={"raw", "order", "confidence", "left"}).items()
        if value is not None and value is not False
    }


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
    assert fields(text) == expected


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
    assert fields(live_text) == {**fields(text), "live": True}


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
    assert fields(f"Over 1.5 Jordan Someone {phrase} DAL @ BOS") == expected
    assert fields(f"Jordan Someone Over 1.5 {phrase} DAL @ BOS") == expected
    assert fields(f"2+ Jordan Someone {phrase} DAL @ BOS") == expected
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


@pytest.mark.parametrize(
    ("text", "market", "side", "subject"),
    [
        ("Scottie Scheffler Top 5 Finish The Masters", "top 5 finish", YES, "Scottie Scheffler"),
        ("Scottie Scheffler Outright Winner The Masters", "outright", OTHER, "Scottie Scheffler"),
        ("Moneyline Boston Celtics", "moneyline", OTHER, "Boston Celtics"),
        ("Anthony Volpe Stolen Base", "player stolen bases", YES, "Anthony Volpe"),
    ],
)
def test_a_leg_without_a_matchup_keeps_its_subject(text: str, market: str, side: Side, subject: str) -> None:
    assert fields(text) == {"market": market, "side": side, "subject": subject}


@pytest.mark.parametrize(
    ("subject", "away", "home", "side"),
    [
        ("NYG", "Dallas Cowboys", "New York Giants", HOME),
        ("DAL Mavericks", "Dallas Mavericks", "Boston Celtics", AWAY),
        ("LA Lakers", "LA Clippers", "Los Angeles Lakers", HOME),
        ("CHC", "Chicago Cubs", "Chicago White Sox", AWAY),
        ("CHW", "Chicago Cubs", "Chicago White Sox", HOME),
        ("PHX", "Phoenix Suns", "Portland Trail Blazers", AWAY),
        ("BKN", "Boston Celtics", "Brooklyn Nets", HOME),
        ("JAX Jaguars", "Jacksonville Jaguars", "Houston Texans", AWAY),
        ("VGK", "Edmonton Oilers", "Vegas Golden Knights", HOME),
        ("Lakers", "Boston Celtics", "Los Angeles Lakers", HOME),
        ("Los Angeles Lakers", "BOS", "LAL", HOME),
        ("Ohio St.", "Ohio State Buckeyes", "Michigan Wolverines", AWAY),
        ("Sixers", "Philadelphia 76ers", "New York Knicks", AWAY),
        ("Texas", "Texas A&M", "Texas", HOME),
        ("Stanford", "Texas A&M", "Texas", OTHER),
    ],
)
def test_a_short_name_is_found_in_the_matchup(subject: str, away: str, home: str, side: Side) -> None:
    leg = parse_leg(f"{subject} Moneyline {away} @ {home}")
    assert (leg.side, leg.subject, leg.away, leg.home) == (side, subject, away, home)


@pytest.mark.parametrize(
    ("text", "home", "away"),
    [
        ("Over 2.5 Total Go Ahead Eagles vs. Twente", "Go Ahead Eagles", "Twente"),
        ("Over 2.5 Total Schalke 04 vs. RB Leipzig", "Schalke 04", "RB Leipzig"),
        ("Over 2.5 Total 1899 Hoffenheim vs. 1. FC Koln", "1899 Hoffenheim", "1. FC Koln"),
        ("Over 2.5 Total Philadelphia 76ers @ Boston Celtics", "Boston Celtics", "Philadelphia 76ers"),
        ("Over 2.5 Total Golubic V. vs. Krunic A.", "Golubic V.", "Krunic A."),
        ("Over 2.5 Total Nott'm Forest vs. Paris Saint-Germain", "Nott'm Forest", "Paris Saint-Germain"),
    ],
)
def test_names_with_numbers_and_known_words_stay_whole(text: str, home: str, away: str) -> None:
    assert fields(text) == {"market": "total", "side": OVER, "line": 2.5, "home": home, "away": away}


@pytest.mark.parametrize("text", ["random text", "@", "vs vs", "", " ", "Over", "+", "10+", "Zorbles 1.5 Caruso"])
def test_what_cannot_be_read_has_no_market(text: str) -> None:
    assert parse_leg(text).market is None


def test_legs_are_joined_by_bars() -> None:
    first, second = parse_bet_info("Under 2.5 Total Hull vs. Watford | Ath Madrid Moneyline Sevilla vs. Ath Madrid")
    assert first == parse_leg("Under 2.5 Total Hull vs. Watford")
    assert second == parse_leg("Ath Madrid Moneyline Sevilla vs. Ath Madrid")
    assert parse_bet_info("") == parse_bet_info(" | ") == ()


@given(st.text(st.characters()))
@example("\ud800 Moneyline \ud800 @ b")
@example("Moneyline " * 2000)
@example("Over 1.5 ½ − Points @ vs. at")
def test_no_text_is_refused(text: str) -> None:
    leg = parse_leg(text)
    assert Leg.model_validate_json(leg.model_dump_json()) == leg


NAMES = st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}X", fullmatch=True)
LINES = st.integers(1, 999).map(lambda number: number / 2)


@given(first=NAMES, second=NAMES, separator=st.sampled_from(["@", "at", "vs", "vs."]), home_first=st.booleans())
def test_a_team_is_found_in_any_matchup(first: str, second: str, separator: str, *, home_first: bool) -> None:
    leg = parse_leg(f"{first if home_first else second} Moneyline {first} {separator} {second}")
    named_home = second if separator in {"@", "at"} else first
    assert {leg.home, leg.away} == {first, second}
    assert leg.home == named_home
    if first != second:
        assert leg.side is (HOME if leg.subject == named_home else AWAY)


@given(player=NAMES, home=NAMES, away=NAMES, line=LINES, side=st.sampled_from(["Over", "Under", "Higher", "Lower"]))
def test_a_prop_is_read_whoever_plays(player: str, home: str, away: str, line: float, side: str) -> None:
    leg = parse_leg(f"{side} {line:g} {player} Rebounds {away} @ {home}")
    assert (leg.line, leg.subject, leg.home, leg.away) == (line, player, home, away)
    assert leg.side is (OVER if side in {"Over", "Higher"} else UNDER)


@pytest.mark.parametrize(
    ("text", "away", "home"),
    [
        ("Miami (FL) -3 Spread Miami (FL) @ Miami (OH)", "Miami (FL)", "Miami (OH)"),
        ("Over 1.5 Maps Total (Maps 1+2+3) Navi @ Vitality", "Navi", "Vitality"),
    ],
)
def test_brackets_in_front_of_a_team_are_anothers_and_those_behind_it_its_own(text: str, away: str, home: str) -> None:
    (leg,) = parse_bet_info(text)
    assert (leg.away, leg.home) == (away, home)


def test_a_surname_may_come_first() -> None:
    (leg,) = parse_bet_info("Able, Ann Anytime Goal Scorer Bruins @ Leafs")
    assert leg.subject == "Ann Able"


@given(st.text(st.sampled_from("()[]{}+-/&.,:;'|@ vsat1234Mapsover"), max_size=60))
def test_whatever_brackets_do_a_text_is_read(text: str) -> None:
    """A bracket that is never opened led a look-up of teams in circles for ever."""
    assert isinstance(parse_bet_info(f"Over 1.5 {text} Maps) Navi vs Vitality"), tuple | list)


@pytest.mark.parametrize(
    "text",
    ["Over 4,250,5 Passing Yards Ann Able", "Rory San Drivers 32.5 Puckline Luca Falk", "4,250/5", "Cup 7.5 Spread"],
)
def test_numbers_that_stand_oddly_stop_no_import(text: str) -> None:
    assert parse_leg(text).raw == text


def test_any_order_of_words_is_read_without_an_error() -> None:
    some = (
        "Ann Able Cup San - – @ vs V No Yes Over U 4,250,5 -0.5, 32.5 (0-0) 10+ ½ Spread Line Total",
        "Live EVEN PK",
    )
    words = " ".join(some).split()
    shuffled = random.Random(14)
    for _ in range(1500):
        text = " ".join(shuffled.choices(words, k=shuffled.randint(1, 9)))
        assert parse_leg(text).raw == text
