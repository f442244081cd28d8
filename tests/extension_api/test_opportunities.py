"""Captures: idempotent, scored when seen, listed by filters and pages, marked, told to webhooks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.servers import Running

SEEN = {"sportsbook": "draftkings", "odds": "-110", "sport": "Soccer", "selection": "Over 2.5 Total Hull vs. Watford"}


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1")) as app:
        yield app


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


def capture(client: FlaskClient, key: str, **changed: object) -> Any:
    return client.post("/v1/opportunities", json={**SEEN, "client_key": key, **changed})


def keys(client: FlaskClient, query: str = "") -> list[str]:
    answer = client.get(f"/v1/opportunities{query}")
    assert answer.status_code == 200, answer.get_json()
    return [seen["client_key"] for seen in answer.get_json()["opportunities"]]


def deliver(app: APIFlask) -> None:
    held_by(app).deliverer.step()


def test_a_capture_is_kept_in_canonical_terms(client: FlaskClient) -> None:
    answer = capture(client, "a")
    assert answer.status_code == 201
    kept = answer.get_json()["opportunity"]
    assert (kept["sportsbook"], kept["market"], kept["side"], kept["line"]) == ("DraftKings", "total", "over", 2.5)
    assert (kept["home"], kept["away"], kept["status"]) == ("Hull", "Watford", "new")
    assert kept["odds"] == pytest.approx(1 + 100 / 110)


def test_the_same_key_again_changes_nothing(app: APIFlask, client: FlaskClient) -> None:
    first = capture(client, "a").get_json()
    for step in range(2):
        again = capture(client, "a", odds=5.0)
        assert (again.status_code, again.get_json()["known"]) == (200, True)
        assert again.get_json()["opportunity"] == first["opportunity"]
        if step == 0:
            deliver(app)
    assert keys(client) == ["a"]


def test_what_is_on_its_way_is_listed_as_what_has_arrived(app: APIFlask, client: FlaskClient) -> None:
    capture(client, "a")
    deliver(app)
    capture(client, "b")
    client.patch("/v1/opportunities/a", json={"status": "placed", "bet_id": "77"})
    before = client.get("/v1/opportunities").get_json()
    deliver(app)
    assert client.get("/v1/opportunities").get_json() == before
    assert [(seen["client_key"], seen["status"]) for seen in before["opportunities"]] == [("b", "new"), ("a", "placed")]


@pytest.mark.parametrize("delivered", [True, False])
def test_pages_hold_every_capture_once(app: APIFlask, client: FlaskClient, delivered: bool) -> None:
    for number in range(7):
        capture(client, f"k{number}")
    if delivered:
        deliver(app)
    found, cursor = [], ""
    while True:
        page = client.get(f"/v1/opportunities?limit=3{cursor}").get_json()
        found += [seen["client_key"] for seen in page["opportunities"]]
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"
    assert found == [f"k{number}" for number in reversed(range(7))]


@pytest.mark.parametrize("delivered", [True, False])
def test_filters_narrow(app: APIFlask, client: FlaskClient, delivered: bool) -> None:
    books = [
        {"sportsbook": "a", "odds": 2.5, "other_odds": [1.6]},
        {"sportsbook": "b", "odds": 2.4, "other_odds": [1.65]},
    ]
    capture(client, "value", odds=2.6, books=books)
    capture(client, "other", sportsbook="FanDuel", sport="Tennis")
    moment = client.get("/v1/opportunities").get_json()["opportunities"][0]["captured_at"]
    if delivered:
        deliver(app)
    assert keys(client, "?min_ev=0.01") == ["value"]
    assert keys(client, "?book=fanduel") == ["other"]
    assert keys(client, "?sport=tennis") == ["other"]
    assert keys(client, "?status=placed") == []
    assert keys(client, f"?since={moment}") == ["other"]


@pytest.mark.parametrize(
    "query",
    [
        "?limit=0",
        "?limit=501",
        "?cursor=x",
        "?since=yesterday",
        "?since=0001-01-01T00:00:00%2B23:59",
        "?since=9999-12-31T23:59:59-23:59",
        "?status=odd",
        "?min_ev=nan",
        "?colour=red",
    ],
)
def test_a_question_that_cannot_be_is_a_400(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/v1/opportunities{query}")
    assert (answer.status_code, "error" in answer.get_json()) == (400, True)


def test_an_unchanged_list_is_not_sent_again(client: FlaskClient) -> None:
    capture(client, "a")
    tag = client.get("/v1/opportunities").headers["ETag"]
    same = client.get("/v1/opportunities", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    capture(client, "b")
    assert client.get("/v1/opportunities", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("key", ["", "a/b", "a b", "x" * 201, "é"])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: str) -> None:
    assert capture(client, key).get_json()["error"]["fields"][0]["field"] == "client_key"


@pytest.mark.parametrize("body", [{}, {"status": "lost"}, {"bet_id": ""}, {"status": "placed", "odds": 2}])
def test_a_change_that_cannot_be_is_a_400(client: FlaskClient, body: dict[str, object]) -> None:
    capture(client, "a")
    assert client.patch("/v1/opportunities/a", json=body).status_code == 400


def test_what_was_never_captured_cannot_be_changed(client: FlaskClient) -> None:
    answer = client.patch("/v1/opportunities/x", json={"status": "placed"})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "not_found")
    assert "no capture under that key" in answer.get_json()["error"]["message"]


def test_captures_are_kept_while_the_store_is_away(home: Path) -> None:
    nowhere = "postgresql://user:s3cret@127.0.0.1:1/bets"
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1", store_url=nowhere)) as app:
        client = app.test_client()
        assert capture(client, "a").status_code == 201
        deliver(app)
        assert capture(client, "a").status_code == 200
        assert client.patch("/v1/opportunities/a", json={"status": "placed"}).status_code == 200
        answers = [client.get("/v1/opportunities"), client.get("/ready")]
        assert [answer.status_code for answer in answers] == [503, 503]
        assert not any("s3cret" in answer.get_data(as_text=True) for answer in answers)
        assert held_by(app).outbox.depth().pending == 2


@pytest.mark.xdist_group("api")
def test_a_capture_has_the_score_of_the_model_and_webhooks_that_ask_are_told(home: Path, predictor: Running) -> None:
    rules = [{"url": "http://127.0.0.1:1/all"}, {"url": "http://127.0.0.1:1/value", "min_ev": 0.5}]
    config = Settings(home=home, predictor_url=predictor.url, predictor_seconds=30.0, webhooks=rules)
    with app_of(config) as app:
        kept = capture(app.test_client(), "a").get_json()
        assert kept["opportunity"]["model_version"] == "price-only-1"
        lanes = set(held_by(app).outbox.targets_waiting())
        assert lanes == {"records", "http://127.0.0.1:1/all"}


def test_a_price_that_nothing_judged_is_shown_without_an_opinion(app: APIFlask, client: FlaskClient) -> None:
    capture(client, "a")
    deliver(app)
    page = client.get("/opportunities").text
    assert "price only" in page
    assert "0.0\u00a0%" not in page, "no EV is known, nor one of nothing"
