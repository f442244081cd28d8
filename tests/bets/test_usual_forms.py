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
