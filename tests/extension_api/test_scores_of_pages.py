"""Pages of prices by one call, several books for one market, and a predictor that is away."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.predictor_client import PredictorUnavailableError
from pikkit.extension_api.scoring.breaker import CircuitBreaker, CircuitOpenError
from pikkit.settings import Settings
from tests.extension_api.service import app_of

BET = {"sportsbook": "DraftKings", "odds": 2.0, "league": "NBA"}
# Two-way [1.5, 2.7] by Shin: 0.648148, 0.351852, from an independent library (implied-probabilities golden values).
TWO_WAY = {"sportsbook": "a", "odds": 2.7, "other_odds": [1.5]}


@pytest.mark.xdist_group("api")
def test_a_page_is_scored_in_order(client: FlaskClient) -> None:
    bets = [{**BET, "odds": odds} for odds in (1.5, "+150", "5/2")]
    scores = client.post("/v1/score/batch", json={"bets": bets}).get_json()["scores"]
    assert [score["odds"] for score in scores] == [1.5, 2.5, 3.5]


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (500, 200), (501, 400)])
@pytest.mark.xdist_group("api")
def test_a_page_holds_up_to_500(client: FlaskClient, count: int, status: int) -> None:
    answer = client.post("/v1/score/batch", json={"bets": [BET] * count})
    assert answer.status_code == status


@pytest.mark.xdist_group("api")
def test_the_wrong_bet_of_a_page_is_named(client: FlaskClient) -> None:
    answer = client.post("/v1/score/batch", json={"bets": [BET, {**BET, "odds": 0.5}]})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["fields"][0]["field"] == "bets[1].odds"


@pytest.mark.xdist_group("api")
def test_several_books_give_a_consensus_the_best_price_and_an_edge_each(client: FlaskClient) -> None:
    books = [TWO_WAY, {"sportsbook": "b", "odds": "+190"}, {**TWO_WAY, "sportsbook": "c"}]
    market = client.post("/v1/score", json={**BET, "books": books}).get_json()["market"]
    assert market["consensus"] == pytest.approx(0.351852, abs=1e-6)
    assert market["consensus_books"] == 2
    assert (market["best"]["sportsbook"], market["best"]["odds"]) == ("b", pytest.approx(2.9))
    assert [book["p_fair"] is None for book in market["books"]] == [False, True, False]
    assert market["best"]["edge"] == pytest.approx(0.351852 * 2.9 - 1, abs=1e-5)
    assert market["books"][0]["ev"] == pytest.approx(0.5 * 2.7 - 1)


@pytest.mark.xdist_group("api")
def test_without_a_whole_market_there_is_no_consensus(client: FlaskClient) -> None:
    books = [{"sportsbook": "b", "odds": 1.9}]
    market = client.post("/v1/score", json={**BET, "books": books}).get_json()["market"]
    assert (market["consensus"], market["best"]["edge"]) == (None, None)


@pytest.mark.parametrize("book", [{"odds": 2}, {**TWO_WAY, "odds": 1}, {**TWO_WAY, "other_odds": ["x"]}, 7])
@pytest.mark.xdist_group("api")
def test_a_book_without_a_price_is_a_400(client: FlaskClient, book: object) -> None:
    answer = client.post("/v1/score", json={**BET, "books": [book]})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["fields"][0]["field"].startswith("books[0]")


class Predictor(BaseHTTPRequestHandler):
    """Counts calls and is never ready."""

    calls = 0

    def do_POST(self) -> None:
        type(self).calls += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def unready() -> Iterator[str]:
    """A predictor without a model; yields its address."""
    Predictor.calls = 0
    with HTTPServer(("127.0.0.1", 0), Predictor) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_predictor_that_is_away_is_left_alone_and_the_prices_answer(home: Path, unready: str) -> None:
    with app_of(Settings(home=home, predictor_url=unready)) as app:
        client = app.test_client()
        answers = [client.post("/v1/score", json={**BET, "books": [TWO_WAY]}) for _ in range(10)]
        scores = [answer.get_json() for answer in answers]
        assert [answer.status_code for answer in answers] == [200] * 10
        assert Predictor.calls == 3
        assert scores[0]["p_win"] == pytest.approx(0.351852, abs=1e-6)
        assert "not ready" in scores[0]["warnings"][0]
        assert "a moment ago" in scores[-1]["warnings"][0]
        assert b"pikkit_predictor_circuit_open 1.0" in client.get("/metrics").data


def test_a_score_of_a_price_alone_recommends_nothing(home: Path, unready: str) -> None:
    with app_of(Settings(home=home, predictor_url=unready)) as app:
        said = app.test_client().post("/v1/score", json=BET).get_json()
    assert (said["ev"], said["kelly"], said["verdict"]) == (0.0, 0.0, "pass")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def fail() -> None:
    raise PredictorUnavailableError("away")


def test_a_breaker_opens_lets_one_through_and_closes() -> None:
    clock = Clock()
    breaker = CircuitBreaker(PredictorUnavailableError, failures=2, seconds=5, clock=clock)
    for _ in range(2):
        with pytest.raises(PredictorUnavailableError):
            breaker.call(fail)
    with pytest.raises(CircuitOpenError):
        breaker.call(lambda: 1)
    clock.now = 5.0
    with pytest.raises(PredictorUnavailableError):
        breaker.call(fail)
    with pytest.raises(CircuitOpenError):
        breaker.call(lambda: 1)
    clock.now = 10.0
    assert breaker.call(lambda: 1) == 1
    with pytest.raises(PredictorUnavailableError):
        breaker.call(fail)
    assert not breaker.is_open


def test_only_what_counts_opens_a_breaker() -> None:
    breaker = CircuitBreaker(PredictorUnavailableError, failures=1)
    with pytest.raises(json.JSONDecodeError):
        breaker.call(lambda: json.loads("x"))
    assert breaker.call(lambda: 1) == 1
