"""POST /v1/score: a bet in, a score out, and a sentence for everything else."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pikkit.bets.odds import american_doubt
from tests.extension_api.service import EXTENSION, service
from tests.servers import Running

pytestmark = pytest.mark.xdist_group("api")

BET = {"sportsbook": "Caesars - New York", "odds": "-110", "league": "NBA"}


def error_of(response: TestResponse) -> dict[str, Any]:
    body = response.get_json()
    assert body.keys() == {"error"}
    assert body["error"].keys() == {"code", "message", "fields"}
    assert body["error"]["message"].endswith((".", "…"))
    return dict(body["error"])


def test_a_bet_is_scored(client: FlaskClient) -> None:
    response = client.post("/v1/score", json=BET)
    assert response.status_code == 200
    score = response.get_json()
    assert score["p_win"] == pytest.approx(110 / 210)
    assert score["model_version"] == "price-only-1"


@pytest.mark.parametrize(("odds", "decimal"), [("-110", 1 + 100 / 110), (2.5, 2.5), ("5/2", 3.5), ("+150", 2.5)])
def test_the_price_is_echoed_in_decimal_odds(client: FlaskClient, odds: object, decimal: float) -> None:
    assert client.post("/v1/score", json={**BET, "odds": odds}).get_json()["odds"] == pytest.approx(decimal)


@pytest.mark.parametrize(("odds", "doubted"), [(101, True), ("101.0", True), ("+101", False), (101.5, False)])
def test_a_price_that_could_be_american_is_scored_with_the_same_words(
    client: FlaskClient, odds: object, *, doubted: bool
) -> None:
    score = client.post("/v1/score", json={**BET, "odds": odds}).get_json()
    assert score["warnings"] == ([american_doubt(101.0)] if doubted else [])


def test_every_field_reaches_the_predictor(client: FlaskClient) -> None:
    with_league = client.post("/v1/score", json={**BET, "placed_at": "2026-01-31T18:30:00+02:00", "live": True})
    without = client.post("/v1/score", json={"sportsbook": "x", "odds": 2})
    assert with_league.get_json()["warnings"] == []
    assert without.get_json()["warnings"] == ["no league given"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"sportsbook", "odds"}),
        ({**BET, "odds": 0.5}, {"odds"}),
        ({**BET, "odds": None}, {"odds"}),
        ({**BET, "odds": True}, {"odds"}),
        ({**BET, "odds": "abc", "line": "high", "colour": 5}, {"odds", "line", "colour"}),
        ({**BET, "sportsbook": ""}, {"sportsbook"}),
        ({**BET, "placed_at": "2026-01-31T18:30:00"}, {"placed_at"}),
        ({**BET, "placed_at": "soon"}, {"placed_at"}),
        ({**BET, "bet_type": "teaser"}, {"bet_type"}),
        ({**BET, "n_legs": 0}, {"n_legs"}),
        ({**BET, "selection": "x" * 2001}, {"selection"}),
        ([BET], {""}),
        ("x", {""}),
    ],
)
def test_each_wrong_field_gets_a_sentence(client: FlaskClient, body: object, fields: set[str]) -> None:
    response = client.post("/v1/score", json=body)
    assert response.status_code == 400
    error = error_of(response)
    assert error["code"] == "invalid_fields"
    assert {field["field"] for field in error["fields"]} == fields


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 60_000,
        b'{"sportsbook": "x", "odds": NaN}',
        b'{"sportsbook": "x", "odds": 1e999}',
        b'{"sportsbook": "x", "odds": 2, "line": Infinity}',
        b'{"sportsbook": "x", "odds": ' + b"9" * 5000 + b"}",
        b'{"sportsbook": "x", "odds": ' + b"9" * 400 + b"}",
        b'{"sportsbook": "\\ud800", "odds": 2}',
        b'{"\\ud800": 1}',
    ],
)
def test_a_broken_body_is_a_400(client: FlaskClient, data: bytes) -> None:
    response = client.post("/v1/score", data=data, content_type="application/json")
    assert response.status_code == 400
    assert error_of(response)["code"] in {"bad_json", "invalid_fields"}


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]
)
def test_a_body_not_declared_json_is_a_415(client: FlaskClient, content_type: str | None) -> None:
    response = client.post("/v1/score", data=b'{"sportsbook": "x", "odds": 2}', content_type=content_type)
    assert response.status_code == 415
    assert error_of(response)["code"] == "unsupported_media_type"


def test_a_body_over_the_limit_is_a_413(client: FlaskClient) -> None:
    response = client.post("/v1/score", json={**BET, "selection": "x" * 1_100_000})
    assert response.status_code == 413
    assert error_of(response)["code"] == "too_large"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/score", 405, "method_not_allowed"),
        ("DELETE", "/health", 405, "method_not_allowed"),
        ("GET", "/v1/nothing", 404, "not_found"),
        ("POST", "/nothing", 404, "not_found"),
    ],
)
def test_a_wrong_address_gets_a_sentence(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert error_of(response)["code"] == code
    assert ("Allow" in response.headers) == (status == 405)


def test_a_failing_predictor_is_a_502_without_details(client: FlaskClient) -> None:
    response = client.post("/v1/score", json={"sportsbook": "Broken Book", "odds": 2})
    assert response.status_code == 502
    assert "bug" not in error_of(response)["message"]


def test_an_answer_is_neither_sniffed_nor_stored(client: FlaskClient) -> None:
    for response in (client.post("/v1/score", json=BET), client.get("/nothing")):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"


def test_only_the_configured_extension_may_call_from_a_browser(client: FlaskClient) -> None:
    allowed = client.post("/v1/score", json=BET, headers={"Origin": EXTENSION})
    other = client.post("/v1/score", json=BET, headers={"Origin": "https://example.com"})
    assert allowed.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert "Access-Control-Allow-Origin" not in other.headers
    assert (allowed.status_code, other.status_code) == (200, 403)


def test_the_extension_may_send_json(client: FlaskClient) -> None:
    asked = {
        "Origin": EXTENSION,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answered = client.options("/v1/score", headers=asked).headers
    assert answered["Access-Control-Allow-Origin"] == EXTENSION
    assert "content-type" in answered["Access-Control-Allow-Headers"].lower()


def test_no_page_may_call_when_no_origin_is_configured(predictor: Running) -> None:
    with service(predictor.url) as client:
        response = client.post("/v1/score", json=BET, headers={"Origin": EXTENSION})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_bug_is_a_500_in_the_same_shape(client: FlaskClient) -> None:
    def bug() -> str:
        raise RuntimeError("secret")

    client.application.add_url_rule("/bug", view_func=bug)
    response = client.get("/bug")
    assert response.status_code == 500
    assert "secret" not in error_of(response)["message"]
