"""Sentences of few books are read as the form that most books have."""

import pytest

from pikkit.bets.bet_info import parse_leg
from pikkit.bets.bet_info.forms import in_usual_form


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Over 22.5 Ann Able Points (SAC Kings @ DEN Nuggets)", "Over 22.5 Ann Able Points SAC Kings @ DEN Nuggets"),
        ("Over 22.5 Ann Able Points SAC@DEN", "Over 22.5 Ann Able Points SAC @ DEN"),
        ("Seahawks @ Rams u 47.5", "Under 47.5 Total Seahawks @ Rams"),
        ("O/U 2.5 Goals: Under Everton v Fulham", "Under 2.5 Total Goals Everton v Fulham"),
        ("Will the Denver Nuggets win? Yes Kings @ Nuggets", "Denver Nuggets Moneyline Kings @ Nuggets"),
        ("Ann Able to beat Bo Baker The Open Head to Head", "Ann Able Matchup Ann Able vs Bo Baker"),
        ("Roosters 1-12 Roosters v Panthers", "Roosters Winning Margin 1-12 Roosters v Panthers"),
        ("Lakers/Celtics Over 210.5", "Over 210.5 Total Lakers vs Celtics"),
        ("AFC West Winner - Kansas City Chiefs", "Kansas City Chiefs To Win AFC West"),
        ("Dallas Yes Winner Dallas Mavericks @ Miami Heat", "Dallas Winner Dallas Mavericks @ Miami Heat"),
        ("Arsenal AH -0.75 Arsenal v Chelsea", "Arsenal -0.75 Spread Arsenal v Chelsea"),
        ("Yankees RL +1.5 Yankees @ Red Sox", "Yankees +1.5 Spread Yankees @ Red Sox"),
        ("Ann Able Score 2 Or More Leeds v Hull", "Ann Able 2+ Goals Leeds v Hull"),
        ("Game to go to OT: Yes Oilers @ Flames", "Overtime Yes Oilers @ Flames"),
        ("Tie Break Played - Yes Ann Able v Bo Bell", "Tie Break Yes Ann Able v Bo Bell"),
        ("Handicap Games Bell +3.5 Ann Able v Bo Bell", "Bell +3.5 Games Handicap Ann Able v Bo Bell"),
        ("Game Handicap Able +3.5 Ann Able v Bo Bell", "Able +3.5 Games Handicap Ann Able v Bo Bell"),
        ("UConn -12.5", "UConn Spread -12.5"),
        ("PHI 76ers -2 1st Half", "PHI 76ers Spread -2 1st Half"),
        ("Collingwood -24.5 Line", "Collingwood Spread -24.5"),
        ("Odd/Even Total Points - Odd", "Odd/Even Points: Odd"),
        ("Fight Goes The Distance - No", "No Fight Goes The Distance"),
        ("Both Teams To Score - Yes", "Both Teams To Score"),
        ("Dallas Cowboys To Make The Playoffs - Yes", "Dallas Cowboys To Make The Playoffs"),
        ("No Run First Inning - Yes", "NRFI"),
        ("Team To Score First: Heat", "Heat First Team To Score"),
        ("Heat Yes Team To Score 100+ Points Heat @ Celtics", "Heat Team Total Over 99.5 Heat @ Celtics"),
        ("Will Ann Able score? No Oilers @ Flames", "Ann Able Anytime Goalscorer No Oilers @ Flames"),
        ("Over/Under 4,250.5 Passing Yards Ann Able - Over", "Ann Able Over 4250.5 Passing Yards"),
        ("Iga Swift 2-0 Iga Swift v Coco Gray", "Iga Swift Correct Score 2-0 Iga Swift v Coco Gray"),
        ("Golden State Warriors To Win The NBA Championship", "Golden State Warriors To Win NBA Championship"),
        ("Leeds Rhinos -1.5 Leeds Rhinos v Hull KR", "Leeds Rhinos -1.5 Spread Leeds Rhinos v Hull KR"),
    ],
)
def test_it_is_read_as_the_usual_form(text: str, same: str) -> None:
    told, usual = (parse_leg(one).model_dump(exclude={"raw", "confidence"}) for one in (text, same))
    assert told == usual
    assert told["market"] is not None


@pytest.mark.parametrize("text", ["Over 2.5 Goals Everton v Fulham", "Miami (OH) +3", "Ann Able Over 4.5 Points"])
def test_the_usual_form_stays(text: str) -> None:
    assert in_usual_form(text) == text


def test_two_results_are_no_game() -> None:
    read = parse_leg("Double Result: Chiefs/Raiders")
    assert (read.market, read.subject, read.home) == ("halftime / fulltime", "Chiefs/Raiders", None)


@pytest.mark.parametrize("text", ["Lakers +150", "Lakers -110", "Ann Able -4.5", "Largest Lead Over 17.5"])
def test_no_market_and_no_name_where_neither_is_told(text: str) -> None:
    read = parse_leg(text)
    assert (read.market, read.subject if "Over" in text else None) == (None, None)
