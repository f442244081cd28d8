"""What pages show becomes quotes where that is wanted: only what is surely of one event to come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.finder.test_market_scan import market
from tests.quotes.quote_tables import make_quotes

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
GAME = {"sport": "Soccer", "league": "EPL", "home": "Man United", "away": "Leeds", "market": "moneyline"}
PAGE = [
    {"sportsbook": "FanDuel (NJ)", "odds_format": "decimal", **GAME, "side": side, "odds": odds}
    for side, odds in (("home", 2.31), ("draw", 3.3), ("away", 3.2))
]


@contextmanager
def shown(
    home: Path, *stored: dict[str, Any], **changes: Any
) -> Iterator[tuple[FlaskClient, Callable[[], QuoteStore]]]:
    """A client of a service, and what gives its store of quotes once all that was shown is in it."""
    said: dict[str, Any] = {"home": home, "predictor_url": "http://127.0.0.1:1", "quotes_from_pages": True}
    settings = Settings(**(said | changes))
    store = open_quote_store(settings)
    store.append(make_quotes(*stored))

    with app_of(settings) as app:

        def settled() -> QuoteStore:
            held_by(app).prices_shown.close()
            return store

        yield app.test_client(), settled
    store.close()


def feed(**more: Any) -> list[dict[str, Any]]:
    """What a feed says of the game: its event is known."""
    seen = {"observed_at": datetime.now(UTC) - timedelta(minutes=5), "event_start": SOON}
    named = {"home": "Manchester Utd", "away": "Leeds United"}
    return [row | seen | named | more for row in market("Bwin", 2.1, 3.4, 3.5)]


def ask(client: FlaskClient, *bets: dict[str, Any]) -> None:
    assert client.post("/v1/score/batch", json={"bets": bets}).status_code == 200


def books(store: QuoteStore) -> dict[str, int]:
    names = store.read()["sportsbook"].to_pylist()
    return {name: names.count(name) for name in sorted(set(names))}


def test_a_page_of_a_known_event_is_an_offer_like_any_other(home: Path) -> None:
    with shown(home, *feed()) as (client, settled):
        ask(client, *PAGE)
        assert books(settled()) == {"Bwin": 3, "FanDuel": 3}
        (row,) = [one for one in settled().read().to_pylist() if one["odds"] == 2.31]
        assert (row["event_start"], row["side"], row["source"], row["live"]) == (SOON, "home", "shown to me", False)
        assert datetime.now(UTC) - row["observed_at"] < timedelta(minutes=1)
    with shown(home, quotes_min_books=1) as (client, _):
        scan = client.get("/v1/opportunities/scan?min_ev=-1").get_json()
        assert scan["prices"] == 2
        assert ("FanDuel", 2.31) in {(one["sportsbook"], one["odds"]) for one in scan["opportunities"]}


def test_nothing_is_stored_unless_it_is_asked_for(home: Path) -> None:
    known = feed()
    for changes in ({"quotes_from_pages": False}, {"sample": True}):
        with shown(home, *known, **changes) as (client, settled):
            ask(client, *PAGE)
            assert books(settled()) == {"Bwin": 3}


def test_a_start_that_the_page_says_makes_an_event_known(home: Path) -> None:
    with shown(home) as (client, settled):
        ask(client, *({**bet, "event_start": SOON.isoformat()} for bet in PAGE))
        assert books(settled()) == {"FanDuel": 3}


def test_what_other_books_are_said_to_offer_are_quotes_too(home: Path) -> None:
    seen = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    quotes = [{"sportsbook": "Pinnacle", "odds": 2.05, "observed_at": seen}]
    with shown(home, *feed()) as (client, settled):
        ask(client, PAGE[0] | {"books": [{"sportsbook": "Unibet", "odds": "-105"}], "quotes": quotes})
        assert books(settled()) == {"Bwin": 3, "FanDuel": 1, "Pinnacle": 1, "Unibet": 1}
        assert [one["observed_at"].isoformat() for one in settled().read().to_pylist() if one["odds"] == 2.05] == [seen]


@pytest.mark.parametrize(
    "change",
    [
        {"placed_at": (SOON - timedelta(hours=5)).isoformat()},
        {"event_start": (SOON - timedelta(hours=5)).isoformat()},
        {"live": True},
        {"home": "Burnley"},
        {"home": None, "away": None},
        {"odds_format": "auto", "odds": 150},
        {"bet_type": "parlay", "n_legs": 2},
    ],
    ids=["another moment", "begun", "live", "no known event", "no sides", "perhaps American", "a parlay"],
)
def test_what_is_not_surely_a_price_of_an_event_to_come_is_no_quote(home: Path, change: dict[str, Any]) -> None:
    with shown(home, *feed()) as (client, settled):
        ask(client, PAGE[0] | change)
        assert books(settled()) == {"Bwin": 3}


def test_two_clubs_of_a_city_are_not_taken_for_one(home: Path) -> None:
    with shown(home, *feed()) as (client, settled):
        ask(client, *(bet | {"home": "Man City"} for bet in PAGE))
        assert books(settled()) == {"Bwin": 3}


def test_a_capture_is_a_quote_as_well_and_once(home: Path) -> None:
    with shown(home, *feed()) as (client, settled):
        for _ in range(2):
            answer = client.post("/v1/opportunities", json=PAGE[0] | {"client_key": "one"})
            assert answer.status_code in {200, 201}
        assert books(settled()) == {"Bwin": 3, "FanDuel": 1}


def test_a_store_that_is_away_costs_no_score(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    away = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1", quotes_from_pages=True, store_url=away)) as app:
        ask(app.test_client(), *PAGE)
        held_by(app).prices_shown.close()
    assert "Prices that a page showed were not stored" in caplog.text
