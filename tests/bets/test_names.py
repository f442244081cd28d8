"""One name for each book, league, sport and market, however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.bets.bet_info.market_names import canonical_market
from pikkit.bets.letters import key_of
from pikkit.bets.names import (
    canonical_league,
    canonical_leagues,
    canonical_sport,
    canonical_sports,
    canonical_sportsbook,
)
from pikkit.bets.tables.leagues import LEAGUES, SPORT_ALIASES
from pikkit.bets.tables.sportsbooks import BOOKS


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Caesars - New York", "Caesars", "New York"),
        ("BetRivers - Indiana", "BetRivers", "Indiana"),
        ("Bet365 - New Jersey", "Bet365", "New Jersey"),
        ("BetMGM (NJ)", "BetMGM", "New Jersey"),
        ("Caesars Sportsbook - Ontario", "Caesars", "Ontario"),
        ("DraftKings Sportsbook", "DraftKings", None),
        ("Fanduel", "FanDuel", None),
        ("william hill", "William Hill", None),
        ("  Prize   Picks ", "PrizePicks", None),
        ("Underdog", "Underdog Fantasy", None),
        ("Sbr Archive Line", "Sbr Archive Line", None),
        ("My Book - Back Room", "My Book - Back Room", None),
        ("www.bet365.com", "Bet365", None),
        ("https://www.bet365.com.au/#/AC/B1", "Bet365", None),
        ("sportsbook.draftkings.com", "DraftKings", None),
        ("nj.sportsbook.fanduel.com:443", "FanDuel", None),
        ("sports.williamhill.co.uk", "William Hill", None),
        ("Unibet (UK)", "Unibet", "United Kingdom"),
        ("Bet365 (AU)", "Bet365", "Australia"),
        ("LowVig.ag", "LowVig", None),
        ("mi.hardrock.bet", "Hard Rock", None),
        ("draftkings.example.dk", "draftkings.example.dk", None),  # somebody else's host
        ("example.dk", "example.dk", None),  # a country, not DraftKings
        ("127.0.0.1", "127.0.0.1", None),
    ],
)
def test_a_sportsbook_has_one_name_and_its_region_apart(text: str, name: str, region: str | None) -> None:
    assert canonical_sportsbook(text) == (name, region)


@pytest.mark.parametrize(
    ("text", "league"),
    [
        ("NBA", "NBA"),
        ("nba", "NBA"),
        ("College Basketball", "NCAAB"),
        ("College Football", "NCAAF"),
        ("EPL", "England Premier League"),
        ("England Premier League", "England Premier League"),
        ("Bundesliga 2", "Germany 2. Bundesliga"),
        ("  Faroe   Islands 2 ", "Faroe Islands 2"),
        ("", None),
    ],
)
def test_a_league_has_one_name(text: str, league: str | None) -> None:
    assert canonical_league(text) == league


@pytest.mark.parametrize(
    ("text", "league", "sport"),
    [
        ("Ice Hockey", None, "Hockey"),
        ("soccer", None, "Soccer"),
        ("", "College Basketball", "Basketball"),
        ("", "ATP", "Tennis"),
        ("Kabaddi", "ATP", "Kabaddi"),
        ("", "Faroe Islands 2", None),
        ("", None, None),
    ],
)
def test_a_sport_has_one_name_and_follows_from_the_league(text: str, league: str | None, sport: str | None) -> None:
    assert canonical_sport(text, league) == sport


def test_sets_keep_their_order_and_no_name_twice() -> None:
    assert canonical_leagues("EPL | Bundesliga | Premier League") == "England Premier League | Germany Bundesliga"
    assert canonical_sports("", "NBA | NFL | NBA") == "Basketball | Football"
    assert canonical_sports("Ice Hockey|soccer", "NBA") == "Hockey | Soccer"


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("Moneyline", "moneyline"),
        ("Run Line", "spread"),
        ("Puck Line", "spread"),
        ("Alternate Spread", "alternate spread"),
        ("Alt Points", "player points"),
        ("Total Match Points", "total"),
        ("Total Points", "total"),
        ("Team Points", "team total"),
        ("Pts + Rebs + Asts", "player points + rebounds + assists"),
        ("player points", "player points"),
        ("total corners", "total corners"),
        ("Something   New", "something new"),
        (" ", None),
    ],
)
def test_a_market_has_one_name(text: str, market: str | None) -> None:
    assert canonical_market(text) == market


@given(st.text())
def test_a_canonical_name_is_its_own_canonical_name(text: str) -> None:
    name, _ = canonical_sportsbook(text)
    assert canonical_sportsbook(name)[0] == name
    for canonical in (canonical_league, canonical_sport, canonical_market):
        found = canonical(text)
        assert found is None or canonical(found) == found


def test_no_spelling_means_two_things() -> None:
    tables: list[dict[str, tuple[str, ...]]] = [
        {name: aliases for books in BOOKS.values() for name, aliases in books.items()},
        {name: aliases for leagues in LEAGUES.values() for name, aliases in leagues.items()},
        SPORT_ALIASES,
    ]
    for table in tables:
        owners: dict[str, set[str]] = {}
        for name, aliases in table.items():
            for spelling in (name, *aliases):
                owners.setdefault(key_of(spelling), set()).add(name)
        assert {key: names for key, names in owners.items() if len(names) > 1} == {}
