"""One player of a league has one name; what is not sure stays apart."""

import pyarrow as pa
import pytest

from pikkit.bets.player_name import player_name
from pikkit.bets.same_players import same_players, with_one_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luka Dončić", "Luka Doncic"),
        ("Ken Able Jr.", "Ken Able"),
        ("Ken Able, Jr", "Ken Able"),
        ("Ken Able II", "Ken Able"),
        ("Ken Able IV", "Ken Able"),
        ("C.J. Able", "CJ Able"),
        ("Søren Åkesson", "Soren Akesson"),
        ("Carter Vii", "Carter Vii"),
        ("Dominguez Lino L.", "Dominguez Lino L."),
        ("Beşiktaş", "Beşiktaş"),
        ("", ""),
    ],
)
def test_a_player_is_named_without_accents_suffix_and_dots(text: str, name: str) -> None:
    assert player_name(text) == name
    assert player_name(name) == name


def test_an_initial_stands_for_the_only_player_it_can_mean() -> None:
    seen = {"LeBron James": 5, "L. James": 1, "L James": 1, "James L.": 1, "lebron james": 1}
    assert same_players(seen) == dict.fromkeys(("L. James", "L James", "James L.", "lebron james"), "LeBron James")


@pytest.mark.parametrize("other", ["Luke James", "Lonnie James"])
def test_an_initial_of_two_players_stays_apart(other: str) -> None:
    assert same_players({"LeBron James": 5, other: 1, "L. James": 9}) == {}


def test_nobody_is_renamed_after_a_player_of_another_league() -> None:
    rows = [("NBA", "LeBron James"), ("NBA", "L. James"), ("NFL", "L. James"), ("NBA", None), (None, "L. James")]
    bets = pa.table(
        {
            "sport": ["Basketball"] * 5,
            "league": pa.array([league for league, _ in rows], pa.string()),
            "subject": pa.array([name for _, name in rows], pa.string()),
        }
    )
    told = with_one_name(bets)["subject"].to_pylist()
    assert told == ["LeBron James", "LeBron James", "L. James", None, "L. James"]


def test_a_teams_short_form_is_no_initial() -> None:
    assert same_players({"Los Angeles R": 3, "Los Angeles C": 3, "Rams": 1}) == {}
