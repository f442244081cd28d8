"""Who plays, and on whom a leg is: names before the matchup and in it, whoever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.bet_info import parse_bet_info, parse_leg
from pikkit.bets.outcome import Side
from tests.bets.read_fields import fields_of

OVER, UNDER, HOME, AWAY, YES, OTHER = Side.OVER, Side.UNDER, Side.HOME, Side.AWAY, Side.YES, Side.OTHER
NAMES = st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}X", fullmatch=True)
LINES = st.integers(1, 999).map(lambda number: number / 2)


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
    assert fields_of(text) == {"market": market, "side": side, "subject": subject}


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
    assert fields_of(text) == {"market": "total", "side": OVER, "line": 2.5, "home": home, "away": away}


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
