"""Which event a bet is on, and that what is unsure is unmatched."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from pikkit.bets.schema import BETS
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.match.events import index_events
from pikkit.quotes.match.verdict import SURE, MatchReason
from pikkit.quotes.matched import Matched, match_to_quotes
from tests.quotes.quote_tables import KICK_OFF, SEEN, make_quotes

MLB = {"sport": "Baseball", "league": "MLB", "home": "New York Yankees", "away": "Boston Red Sox"}
TENNIS = {"sport": "Tennis", "league": "ATP", "home": "Nadal R.", "away": "Djokovic N."}


def make_bets(*changes: dict[str, Any]) -> pa.Table:
    """Settled bets on Arsenal – Chelsea, each changed."""
    template = {
        "bettor": "ann", "sportsbook": "Bwin", "bet_type": "straight", "n_legs": 1, "outcome": "win", "odds": 2.1,
        "stake": 1.0, "bonus": False, "live": False, "sport": "Soccer", "league": "England Premier League",
        "home": "Arsenal", "away": "Chelsea", "market": "moneyline", "side": "home",
        "placed_at": KICK_OFF - timedelta(hours=5), "settled_at": KICK_OFF + timedelta(hours=3),
    }  # fmt: skip
    rows = [template | {"bet_id": str(row)} | change for row, change in enumerate(changes)]
    return pa.Table.from_pylist(rows, BETS)


def match(bet: dict[str, Any], *quotes: dict[str, Any]) -> Matched:
    return match_to_quotes(make_bets(bet), CodedQuotes.of(make_quotes(*quotes)))


def reason(bet: dict[str, Any], *quotes: dict[str, Any]) -> MatchReason | None:
    """Why a bet is unmatched; None if it is matched."""
    matches = match(bet, *quotes).matches
    assert matches.matched[0] == (matches.confidence[0] >= SURE)
    return None if matches.matched[0] else matches.reasons[0]


def at(**hours: float) -> datetime:
    return KICK_OFF + timedelta(**hours)


@pytest.mark.parametrize(
    ("league", "ours", "theirs"),
    [
        ("England Premier League", ("Man United", "Man City"), ("Manchester Utd", "Manchester City")),
        ("England Premier League", ("Spurs", "Wolves"), ("Tottenham Hotspur", "Wolverhampton Wanderers FC")),
        ("Spain La Liga", ("Ath Bilbao", "Ath Madrid"), ("Athletic Bilbao", "Atletico Madrid")),
        ("Germany Bundesliga", ("Dortmund", "Ein Frankfurt"), ("Borussia Dortmund", "Eintracht Frankfurt")),
    ],
)
def test_clubs_match_however_they_are_spelled(league: str, ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    bet = {"league": league, "home": ours[0], "away": ours[1]}
    assert reason(bet, {"league": league, "home": theirs[0], "away": theirs[1]}) is None


@pytest.mark.parametrize(
    "names", [("Rafael Nadal", "Novak Djokovic"), ("R. Nadal", "N. Djokovic"), ("Djokovic N.", "Nadal R.")]
)
def test_players_match_by_surname_and_initial_in_either_order(names: tuple[str, str]) -> None:
    assert reason(TENNIS | {"home": names[0], "away": names[1]}, TENNIS) is None


def test_the_side_follows_the_player_when_the_order_differs() -> None:
    bet = TENNIS | {"home": "Novak Djokovic", "away": "Rafael Nadal", "side": "home"}
    found = match(bet, TENNIS | {"side": "home"}, TENNIS | {"side": "away"})
    assert found.selections.slot[0] == 1


def test_a_start_that_differs_by_hours_is_one_event() -> None:
    quotes = make_quotes({}, {"home": "Arsenal FC", "event_start": at(hours=3), "sportsbook": "Bwin"})
    assert len(index_events(CodedQuotes.of(quotes)).events) == 1


@pytest.mark.parametrize("moved", [{"minutes": 5}, {"seconds": -20}, {"minutes": 59}])
def test_a_start_that_a_feed_corrects_between_two_looks_is_one_event(moved: dict[str, int]) -> None:
    """A book that is quoted on both listings within half an hour is no doubleheader then."""
    again = {"event_start": KICK_OFF + timedelta(**moved), "observed_at": SEEN + timedelta(minutes=1), "odds": 2.2}
    quotes = make_quotes({}, again)
    assert len(index_events(CodedQuotes.of(quotes)).events) == 1
    assert reason({}, {}, again) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("Manchester", "Chelsea"), ("Manchester United", "Chelsea")),
        (("Man City", "Chelsea"), ("Man United", "Chelsea")),
        (("Sheffield United", "Leeds"), ("Sheffield Weds", "Leeds")),
        (("Arsenal Women", "Chelsea Women"), ("Arsenal", "Chelsea")),
        (("Arsenal U21", "Chelsea U21"), ("Arsenal", "Chelsea")),
        (("Real Madrid", "Sevilla"), ("Ath Madrid", "Sevilla")),
    ],
)
def test_two_clubs_of_one_name_or_city_are_never_one(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    bet = {"home": ours[0], "away": ours[1], "league": None}
    assert reason(bet, {"home": theirs[0], "away": theirs[1], "league": None}) is not None


def test_sisters_are_two_players() -> None:
    quote = TENNIS | {"home": "Pliskova Ka.", "away": "Halep S."}
    assert reason(TENNIS | {"home": "Pliskova Kr.", "away": "Halep S."}, quote) is not None
    assert reason(TENNIS | {"home": "Karolina Pliskova", "away": "Simona Halep"}, quote) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Bautista R.", "Roberto Bautista Agut"),
        ("Roberto Bautista-Agut", "Bautista R."),
        ("Albert Ramos", "Ramos-Vinolas A."),
        ("Mpetshi G.", "Giovanni Mpetshi Perricard"),
    ],
)
def test_a_second_surname_may_be_left_out_where_the_opponent_agrees(ours: str, theirs: str) -> None:
    bet = TENNIS | {"home": ours, "away": "Novak Djokovic", "side": "home"}
    found = match(bet, TENNIS | {"home": "Djokovic N.", "away": theirs, "side": "away"})
    assert found.matches.matched[0]
    assert found.matches.flipped[0]
    assert reason(bet, TENNIS | {"home": "Ruud C.", "away": theirs}) is MatchReason.UNKNOWN_PAIR
    assert (
        reason(bet | {"settled_at": at(days=20)}, TENNIS | {"home": "Djokovic N.", "away": theirs}) is MatchReason.LATE
    )


def test_two_players_of_one_surname_and_initial_are_not_guessed_between() -> None:
    bet = TENNIS | {"home": "Bautista R.", "away": "Novak Djokovic"}
    several = [TENNIS | {"home": name} for name in ("Roberto Bautista Agut", "Ramon Bautista Vidal")]
    assert reason(bet, *(one | {"away": "Djokovic N."} for one in several)) is MatchReason.UNKNOWN_PAIR
    assert reason(bet, TENNIS | {"home": "Pedro Bautista Agut", "away": "Djokovic N."}) is MatchReason.UNKNOWN_PAIR


def test_both_legs_of_a_tie_in_a_week_are_told_apart() -> None:
    first: dict[str, Any] = {}
    second = {"home": "Chelsea", "away": "Arsenal", "event_start": at(days=6)}
    bet = {"home": "Chelsea", "away": "Arsenal", "placed_at": at(hours=-30), "settled_at": at(days=6, hours=3)}
    found = match(bet, first, second)
    assert found.index.events[found.matches.event[0]].home.key == "england:chelsea"
    assert reason(bet, first) is not None
    assert reason(bet | {"settled_at": None, "outcome": "open"}, first) is MatchReason.TURNED


def test_games_of_a_series_are_told_apart_by_when_the_bet_settled() -> None:
    quotes = [MLB | {"event_start": at(days=day)} for day in range(3)]
    bet = MLB | {"placed_at": at(hours=-30), "settled_at": at(days=1, hours=4)}
    found = match(bet, *quotes)
    assert found.index.events[found.matches.event[0]].start == int(at(days=1).timestamp() * 1e6)
    assert reason(bet, quotes[0]) is MatchReason.LATE
    assert reason(bet | {"settled_at": None, "outcome": "open"}, *quotes) is MatchReason.SEVERAL


def test_a_doubleheader_is_unmatched_unless_the_books_own_price_tells() -> None:
    games = [
        MLB | {"event_start": at(hours=hours), "sportsbook": "Bwin", "odds": odds}
        for hours, odds in ((0, 1.8), (5, 2.1))
    ]
    bet = MLB | {"settled_at": at(hours=9)}
    assert reason(bet | {"odds": 1.95}, *games) is MatchReason.SEVERAL
    found = match(bet, *games)
    assert found.matches.reasons[0] is MatchReason.PRICE
    assert found.index.events[found.matches.event[0]].start == int(at(hours=5).timestamp() * 1e6)


def test_two_games_under_one_listing_match_nothing() -> None:
    assert reason(MLB, MLB | {"odds": 1.8}, MLB | {"odds": 2.4}) is MatchReason.DOUBLED


def test_a_doubleheader_with_the_home_side_swapped_is_two_events() -> None:
    swapped = MLB | {"home": MLB["away"], "away": MLB["home"]}
    turned = TENNIS | {"home": TENNIS["away"], "away": TENNIS["home"]}
    assert len(index_events(CodedQuotes.of(make_quotes(MLB, swapped))).events) == 2
    assert len(index_events(CodedQuotes.of(make_quotes(TENNIS, turned))).events) == 1


def test_a_bet_on_another_meeting_months_away_is_unmatched() -> None:
    assert reason({"placed_at": at(days=-14.5), "settled_at": at(days=-14)}, {}) is MatchReason.NO_TIME
    assert reason({"placed_at": at(days=-60), "settled_at": at(days=-59)}, {}) is MatchReason.UNKNOWN_PAIR


def test_the_line_must_be_the_bets_own() -> None:
    spread = {"market": "spread", "line": -0.5}
    other = spread | {"side": "away", "line": 0.5}
    assert match(spread, spread, other).selections.market[0] >= 0
    assert match(spread | {"line": -1.0}, spread, other).selections.market[0] == -1
    assert match({"market": "spread", "line": 0.5, "side": "away"}, spread, other).selections.slot[0] == 1
