"""One game, one event."""

from typing import Any

import pytest

from tests.bets.events.games import bet, events_of, ids

MLB: dict[str, Any] = {"sport": "Baseball", "league": "MLB"}
SOCCER: dict[str, Any] = {"sport": "Soccer", "league": "England Premier League"}
SPELLINGS = [
    ("Miami Heat", "Boston Celtics"),
    ("MIA", "BOS"),
    ("MIA Heat", "BOS Celtics"),
    ("Heat", "Celtics"),
    ("Miami", "Boston"),
    ("MIAMI HEAT", "boston"),
    ("Boston Celtics", "Miami Heat"),
    ("BOS", "Heat"),
]


def test_one_game_is_one_event_however_the_books_spell_and_order_its_teams() -> None:
    found = ids(*(bet(home, away) for home, away in SPELLINGS))
    assert set(found) == {"nba:boston-celtics+nba:miami-heat@2024-01-15"}


def test_bets_before_and_after_midnight_utc_and_days_ahead_are_on_one_event() -> None:
    hours = [(-72, 2.4), (-13, 3), (-1, 2.5), (-0.4, 6), (0.6, 2.6), (2, 11)]
    assert len(set(ids(*(bet("Heat", "Celtics", placed=p, settled=s) for p, s in hours)))) == 1


def test_games_on_successive_days_stay_two() -> None:
    first, second, early = ids(
        bet("Heat", "Celtics"),
        bet("Heat", "Celtics", placed=22, settled=27),
        bet("Heat", "Celtics", placed=-4, settled=27),
    )
    assert first != second == early


def test_a_players_bet_and_a_quarters_are_on_the_games_event() -> None:
    player = bet("MIA", "BOS", market="player points", settled=1)
    quarter = bet("Celtics", "Heat", period="1st quarter", settled=0.6)
    assert len(set(ids(bet("Heat", "Celtics"), player, quarter))) == 1


def test_a_bet_placed_while_the_game_goes_on_is_on_its_event() -> None:
    assert len(set(ids(bet("Heat", "Celtics"), bet("Heat", "Celtics", placed=2.2)))) == 1


@pytest.mark.parametrize(
    ("home", "away"),
    [("Man United", "Wolves"), ("Manchester Utd", "Wolverhampton"), ("Wolverhampton Wanderers FC", "Man Utd")],
)
def test_clubs_have_one_key_under_all_their_names(home: str, away: str) -> None:
    other = bet("Manchester United", "Wolverhampton Wanderers", **SOCCER)
    assert len(set(ids(bet(home, away, **SOCCER), other))) == 1


def test_both_legs_of_a_tie_in_a_week_stay_apart() -> None:
    clubs = ("Bayern", "Arsenal")
    first = bet(*clubs, sport="Soccer", league="Champions League")
    second = bet(*clubs[::-1], sport="Soccer", league="UCL", placed=140, settled=170)
    ahead = bet(*clubs, sport="Soccer", league="UCL", placed=-3, settled=170)
    assert len({*ids(first, second, ahead)}) == 2


def test_a_league_match_and_a_cup_match_three_days_later_stay_apart() -> None:
    first, second = ids(bet("Leeds", "Hull", **SOCCER), bet("Hull", "Leeds", **SOCCER, placed=60, settled=75))
    assert first != second


def test_the_games_of_a_doubleheader_stay_apart() -> None:
    afternoon = bet("Mets", "Braves", **MLB, placed=-9, settled=-3.5)
    night = bet("ATL Braves", "NYM", **MLB, placed=-2, settled=3)
    ahead = bet("Braves", "NY Mets", **MLB, placed=-9, settled=3.5)
    innings = bet("Braves", "NY Mets", **MLB, placed=-1.9, settled=-1, market="total", period="1st inning")
    found = ids(afternoon, night, ahead, innings)
    assert found[0] != found[1] == found[2] == found[3]
    assert found[1] == f"{found[0]}#2"


def test_a_text_says_which_game_of_a_doubleheader_it_is_on() -> None:
    first = bet("Mets", "Braves", **MLB, placed=-9, settled=-3, bet_info="Mets Moneyline Braves @ Mets (Game 1)")
    second = bet("Mets", "Braves", **MLB, placed=-9, settled=3, bet_info="Mets Moneyline Braves @ Mets Game 2")
    one, other = ids(first, second)
    assert one != other


def test_a_slow_book_makes_no_doubleheader() -> None:
    usual, slow = bet("Mets", "Braves", **MLB), bet("Mets", "Braves", **MLB, settled=13)
    innings = bet("Mets", "Braves", **MLB, period="1st inning", settled=0.4)
    assert len(set(ids(usual, slow, innings))) == 1


def test_an_open_bet_is_on_the_first_game_that_ended_after_it_was_placed_and_less_sure() -> None:
    found = events_of(bet("Heat", "Celtics"), bet("Heat", "Celtics", settled=None))
    assert len(set(found.event.to_pylist())) == 1
    settled, still_open = found.confidence.to_pylist()
    assert still_open < settled


def test_an_open_bet_that_may_be_on_either_of_two_games_is_less_sure_still() -> None:
    games = [bet("Heat", "Celtics"), bet("Heat", "Celtics", placed=22, settled=27)]
    one = events_of(games[0], bet("Heat", "Celtics", settled=None)).confidence.to_pylist()[-1]
    two = events_of(*games, bet("Heat", "Celtics", settled=None)).confidence.to_pylist()[-1]
    assert two < one


def test_open_bets_alone_are_together_if_placed_on_one_day() -> None:
    hours = (-11, -2, 1, 22)
    found = ids(*(bet("Heat", "Celtics", placed=hour, settled=None) for hour in hours))
    assert found[0] == found[1] == found[2] != found[3]


@pytest.mark.parametrize("outcome", ["void", "cash_out"])
def test_a_bet_that_ended_otherwise_is_on_the_game_that_it_was_placed_before(outcome: str) -> None:
    assert len(set(ids(bet("Heat", "Celtics"), bet("Heat", "Celtics", settled=-1, outcome=outcome)))) == 1


def test_a_bet_cashed_out_a_week_before_is_on_no_game_that_it_cannot_know() -> None:
    later = bet("Leeds", "Hull", **SOCCER, placed=160, settled=170)
    cashed = bet("Leeds", "Hull", **SOCCER, settled=2, outcome="cash_out")
    assert len(set(ids(later, cashed))) == 2


def test_a_parlays_legs_are_on_the_events_of_the_singles() -> None:
    text = "Heat Moneyline Boston Celtics @ Miami Heat | Lakers Moneyline LAL @ GSW"
    found = events_of(
        bet("MIA", "BOS"), bet("Warriors", "Lakers", settled=5), bet(None, None, bet_info=text, settled=5.1)
    )
    assert found.legs.to_pylist()[2] == found.event.to_pylist()[:2]
    assert found.event.to_pylist()[2] is None


def test_a_bet_all_of_whose_legs_are_on_one_game_is_on_its_event() -> None:
    text = "Heat Moneyline Boston Celtics @ Miami Heat | Over 220.5 Total Points BOS @ MIA"
    single, several = ids(bet("MIA", "BOS"), bet(None, None, bet_info=text))
    assert several == single


def test_people_are_one_under_the_usual_orders_of_their_names() -> None:
    tennis: dict[str, Any] = {"sport": "Tennis", "league": "ATP"}
    found = ids(
        bet("Zed A.", "Del Yot B.", **tennis),
        bet("Bo Del Yot", "Abe Zed", **tennis),
        bet("A. Zed", "Yot, Bo", **tennis),
    )
    assert len(set(found)) == 1


@pytest.mark.parametrize("change", [{"away": "Knicks"}, {"league": "WNBA", "away": "Sun", "home": "Mystics"}])
def test_other_teams_are_another_event(change: dict[str, Any]) -> None:
    one, other = ids(bet("Heat", "Celtics"), bet("Heat", "Celtics") | change)
    assert one != other


def test_men_and_women_of_one_school_play_different_games() -> None:
    men, women = ids(bet("Duke", "UNC", league="NCAAB"), bet("Duke", "UNC", league="NCAAW"))
    assert men != women


def test_codes_of_two_leagues_are_told_apart_by_the_league_only() -> None:
    nba, mlb, unknown = ids(bet("MIL", "DET"), bet("MIL", "DET", **MLB), bet("MIL", "DET", sport=None, league=None))
    assert len({nba, mlb, unknown}) == 3


@pytest.mark.parametrize(
    ("home", "away"), [(None, None), ("Heat", None), ("Heat", "Heat"), ("Heat", "MIA Heat"), ("", "?")]
)
def test_a_bet_that_names_no_game_has_no_event_and_no_confidence(home: str | None, away: str | None) -> None:
    found = events_of(bet(home, away))
    assert found.event.to_pylist() == [None]
    assert found.confidence.to_pylist() == [None]


def test_names_that_no_table_has_are_less_sure_than_teams() -> None:
    known, half, unknown = events_of(
        bet("Heat", "Celtics"), bet("Heat", "Nobodies"), bet("Anybodies", "Nobodies")
    ).confidence.to_pylist()
    assert half < unknown < known
