"""Scans over the API and on their page, and webhooks that are told of each find once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import offers_now
from pikkit.finder.found_notices import tell_found
from pikkit.finder.market_scan import ScanRules, scan_store
from pikkit.keys import Scope, key_ring
from pikkit.outbox import Deliverer, open_outbox
from pikkit.outbox.entry import Entry
from pikkit.quotes.store import open_quote_store
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.finder.test_market_scan import FAIR, SURE, line, market
from tests.quotes.quote_tables import make_quotes

MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def settings(home: Path) -> Settings:
    """A home whose quotes hold a value bet, an arbitrage and a middle."""
    now = datetime.now(UTC)
    seen = {"observed_at": now - timedelta(minutes=5), "event_start": now + timedelta(hours=3)}
    value = [row | seen for row in (*FAIR, *market("Bwin", 2.2, 3.7, 3.4))]
    sure = [row | seen | {"sport": "Tennis", "home": MARKUP, "away": "Nadal R.", "league": None} for row in SURE]
    totals = (*line("Bwin", 2.5, 2.02, 1.85), *line("Unibet", 2.5, 1.75, 1.98), *line("Pinnacle", 3.5, 2.45, 1.76))
    middle = [row | seen for row in totals]
    settings = Settings(home=home, predictor_url="http://127.0.0.1:1", quotes_min_ev=0.02)
    store = open_quote_store(settings)
    store.append(make_quotes(*value, *sure, *middle))
    store.close()
    return settings


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with app_of(settings) as app:
        yield app.test_client()


def test_a_scan_tells_all_three_kinds(client: FlaskClient) -> None:
    said = client.get("/v1/opportunities/scan").get_json()
    (value,) = said["opportunities"]
    assert (value["sportsbook"], value["side"], value["odds"]) == ("Bwin", "home", 2.2)
    assert value["ev_low"] < value["ev"] < value["ev_high"]
    assert value["age_minutes"] == pytest.approx(5, abs=1)
    (sure,) = [one for one in said["arbitrages"] if one["legs"][0]["sport"] == "Tennis"]
    assert sum(leg["stake"] for leg in sure["legs"]) == pytest.approx(1)
    (middle,) = said["middles"]
    assert (middle["low"], middle["high"]) == (2.5, 3.5)


def test_filters_narrow_a_scan(client: FlaskClient) -> None:
    assert client.get("/v1/opportunities/scan?min_ev=0.5").get_json()["opportunities"] == []
    only = client.get("/v1/opportunities/scan?books=pinnacle,Nowhere").get_json()
    assert (only["opportunities"], only["arbitrages"], only["unknown_books"]) == ([], [], ["Nowhere"])
    tennis = client.get("/v1/opportunities/scan?sport=tennis").get_json()
    assert (len(tennis["opportunities"]), len(tennis["arbitrages"])) == (0, 1)


@pytest.mark.parametrize("query", ["?min_ev=nan", "?min_ev=-2", "?colour=red", "?min_ev=x"])
def test_a_scan_that_cannot_be_is_a_400(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/opportunities/scan{query}").status_code == 400


def test_a_scan_needs_a_key_that_reads_once_there_are_keys(settings: Settings, client: FlaskClient) -> None:
    ring = key_ring(settings)
    _, secret = ring.create("laptop", "ann", {Scope.SCORE})
    assert client.get("/v1/opportunities/scan").status_code == 401
    answer = client.get("/v1/opportunities/scan", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 403


def test_the_page_shows_them_and_no_markup_of_a_feed(client: FlaskClient) -> None:
    page = client.get("/scan").text
    assert "Bwin" in page
    assert "between 2.5 and 3.5" in page
    assert MARKUP not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("sort", ["ev", "age", "odds", "stake", "start", "book"])
def test_the_page_sorts(client: FlaskClient, sort: str) -> None:
    page = client.get(f"/scan?min_ev=-50&sort={sort}")
    assert page.status_code == 200
    assert page.text.count("aria-sort") == 1


def test_the_page_says_what_is_left_when_nothing_fits(client: FlaskClient) -> None:
    page = client.get("/scan?min_ev=90&books=Nowhere").text
    assert "No price has an EV of 90 % of the stake or more." in page
    assert "No quotes of Nowhere are known." in page


class _Told:
    """A target that remembers."""

    def __init__(self, told: list[str]) -> None:
        self._told = told

    def deliver(self, entries: Sequence[Entry]) -> None:
        assert len(entries) == 1
        self._told += [str(entry.item.payload["kind"]) for entry in entries]

    def close(self) -> None:
        """Nothing is open."""


def test_a_webhook_is_told_of_each_find_once(settings: Settings) -> None:
    rules = [{"url": "http://127.0.0.1:1/found", "found": True}, {"url": "http://127.0.0.1:1/captures"}]
    settings = Settings(home=settings.home, webhooks=rules)
    store, outbox, told = open_quote_store(settings), open_outbox(settings), list[str]()
    done = scan_store(store, ScanRules())
    assert tell_found(done, outbox, settings) == 4
    Deliverer(outbox, lambda _: _Told(told)).step()
    assert tell_found(done, outbox, settings) == 0
    assert sorted(told) == ["arbitrage", "arbitrage", "middle", "value"]
    assert outbox.depth().pending == 0
    store.close()
    outbox.close()


ASKED = {"sportsbook": "Unibet", "odds": 2.0, "league": "EPL", "selection": "Arsenal Moneyline Arsenal vs. Chelsea"}


def better(client: FlaskClient, **change: object) -> dict[str, object] | None:
    """Where a bet pays more, by the API; the first answer may come before the stored quotes are read."""
    with client.application.app_context():
        offers_now().board()
    answer = client.post("/v1/score", json=ASKED | change)
    assert answer.status_code == 200
    found: dict[str, object] | None = answer.get_json()["better"]
    return found


def test_a_score_says_where_the_same_selection_pays_more(client: FlaskClient) -> None:
    found = better(client)
    assert found is not None
    assert (found["sportsbook"], found["odds"]) == ("Bwin", 2.2)
    assert better(client, sportsbook="Bwin", odds=2.0) != found
    assert better(client, odds=2.2) is None
    assert better(client, selection="Leeds Moneyline Leeds vs. Burnley") is None
    assert better(client, placed_at=datetime.now(UTC).isoformat()) is None


def test_of_a_batch_each_bet_has_its_own_better_price(client: FlaskClient) -> None:
    better(client)
    bets = [ASKED | {"odds": 2.2}, ASKED, ASKED | {"selection": "Chelsea Moneyline Arsenal vs. Chelsea", "odds": 1.5}]
    scores = client.post("/v1/score/batch", json={"bets": bets}).get_json()["scores"]
    assert [score["better"] and score["better"]["sportsbook"] for score in scores][:2] == [None, "Bwin"]
    assert scores[2]["better"]["odds"] > 3


def test_a_first_score_does_not_wait_for_the_stored_quotes(client: FlaskClient) -> None:
    with client.application.app_context():
        held = offers_now()
    with held._lock:
        assert client.post("/v1/score", json=ASKED).get_json()["better"] is None
