"""What a request may not be, and what becomes of those under way when the server stops."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from pikkit.inference.turns import FEW
from tests.inference.price_only import SLOW_SECONDS
from tests.servers import STOP_SECONDS, Running, running

V1 = "/v1/models/pikkit:predict"
V2 = "/v2/models/pikkit/infer"
BET = {"sportsbook": "DraftKings", "odds": 1.6}
ROWS, BODY_BYTES, SECONDS = 28, 60_000, 0.4
CROWD = 2 * FEW
ROUNDS = 5

pytestmark = pytest.mark.xdist_group("predictor")


@pytest.fixture(scope="module")
def limited() -> Iterator[Running]:
    options = ["--rows", str(ROWS), "--body-bytes", str(BODY_BYTES), "--seconds", str(SECONDS), "--json"]
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0", *options]) as server:
        yield server


@pytest.fixture
def client(limited: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=limited.url, trust_env=False, timeout=STOP_SECONDS) as client:
        yield client


def logged(server: Running, request: str) -> list[dict[str, Any]]:
    """What it has logged of a request."""
    lines = [json.loads(line) for line in "".join(list(server.log)).splitlines()]
    return [line for line in lines if line.get("request_id") == request]


def v2_body(n: int) -> dict[str, Any]:
    books = {"name": "sportsbook", "datatype": "BYTES", "shape": [n], "data": ["x"] * n}
    odds = {"name": "odds", "datatype": "FP64", "shape": [n], "data": [2.0] * n}
    return {"inputs": [books, odds]}


@pytest.mark.parametrize(("path", "body"), [(V1, {"instances": [BET] * (ROWS + 1)}), (V2, v2_body(ROWS + 1))])
def test_more_bets_than_are_taken_are_refused_with_413(client: httpx.Client, path: str, body: object) -> None:
    response = client.post(path, json=body)
    assert response.status_code == 413
    assert response.json()["error"] == f"A request may hold at most {ROWS} bets, not {ROWS + 1}; send them in several."


@pytest.mark.parametrize(("path", "body"), [(V1, {"instances": [BET] * ROWS}), (V2, v2_body(ROWS))])
def test_as_many_bets_as_are_taken_are_scored(client: httpx.Client, path: str, body: object) -> None:
    assert client.post(path, json=body).status_code == 200


@pytest.mark.parametrize("path", [V1, V2, "/v2/repository/models/pikkit/load"])
@pytest.mark.parametrize("times", [1, 20])
def test_a_body_larger_than_is_taken_is_refused_with_413(client: httpx.Client, path: str, times: int) -> None:
    body = b"[" * (BODY_BYTES * times + 1)
    try:
        response = client.post(path, content=body, headers={"content-type": "application/json"})
    except httpx.WriteError:
        assert times > 1  # so much too large that it is not read to its end
        return
    assert response.status_code == 413
    assert "60,000 bytes" in response.json()["error"]


def test_requests_that_stand_in_a_queue_are_told_when_to_ask_again() -> None:
    """Each holds the server up for SLOW_SECONDS; the third finds a queue that has stood for longer than is allowed."""
    slow = {"instances": [{**BET, "sportsbook": "Slow Book"}]}
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0", "--wait", "0.01"]) as busy:
        ready = threading.Barrier(CROWD)

        def ask(_: int) -> httpx.Response:
            with httpx.Client(base_url=busy.url, trust_env=False, timeout=STOP_SECONDS) as client:
                client.get("/v2/health/live")  # the connection is there, so all are read at once
                ready.wait(STOP_SECONDS)
                return client.post(V1, json=slow)

        for _ in range(ROUNDS):  # on a busy machine a crowd may come one by one
            with ThreadPoolExecutor(CROWD) as crowd:
                answers = list(crowd.map(ask, range(CROWD)))
            if refused := [answer for answer in answers if answer.status_code != 200]:
                break
        assert 0 < len(refused) < CROWD
        assert {answer.status_code for answer in refused} == {503}
        assert {answer.headers["retry-after"] for answer in refused} == {"1"}
        assert all("others were before this request" in answer.json()["error"] for answer in refused)
        assert httpx.get(f"{busy.url}/v2/health/ready", trust_env=False, timeout=STOP_SECONDS).status_code == 200


def test_a_body_that_does_not_arrive_is_given_up(limited: Running) -> None:
    host, port = limited.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=STOP_SECONDS) as slow:
        slow.sendall(f"POST {V1} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n{{".encode())
        assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_scoring_that_takes_too_long_is_answered_503(client: httpx.Client) -> None:
    too_large_for_the_event_loop = {**BET, "sportsbook": "Slow Book", "selection": "x" * 1990}
    rows = [too_large_for_the_event_loop] * (ROWS - 1)
    response = client.post(V1, json={"instances": rows})
    assert response.status_code == 503
    assert "longer than 0.4 s" in response.json()["error"]


def test_a_request_is_known_by_its_own_id_or_by_a_new_one(client: httpx.Client) -> None:
    given = client.post(V1, json={"instances": [BET]}, headers={"x-request-id": "abc-1"})
    assert given.headers["x-request-id"] == "abc-1"
    made = {client.get("/v2/health/live").headers["x-request-id"] for _ in range(2)}
    assert len(made) == 2
    odd = client.post(V1, json={"instances": [BET]}, headers={"x-request-id": "a b<script>"})
    assert "<" not in odd.headers["x-request-id"]


def test_the_log_is_json_with_the_requests_id_and_without_its_payload(limited: Running, client: httpx.Client) -> None:
    named = "Book of Secrets"
    headers = {"x-request-id": "find-me"}
    for path, rows in ((V1, [{"sportsbook": named, "odds": 0.5}]), (V1, [{**BET, "sportsbook": "Broken Book"}])):
        assert client.post(path, json={"instances": rows}, headers=headers).status_code in (400, 500)
    deadline = time.monotonic() + STOP_SECONDS  # a log comes after the answer
    while len(lines := logged(limited, "find-me")) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [line["level"] for line in lines] == ["INFO", "ERROR"]
    assert "a bug" in lines[-1]["exception"]
    assert named not in "".join(limited.log)


def test_requests_under_way_are_finished_when_it_is_told_to_stop() -> None:
    answers: list[int] = []
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        under_way = threading.Event()

        def ask() -> None:
            with httpx.Client(base_url=server.url, trust_env=False, timeout=STOP_SECONDS) as client:
                client.get("/v2/health/live")
                under_way.set()
                answers.append(client.post(V1, json={"instances": [{**BET, "sportsbook": "Slow Book"}]}).status_code)

        asking = threading.Thread(target=ask)
        asking.start()
        assert under_way.wait(STOP_SECONDS)
        assert not server.process.poll()
        threading.Event().wait(SLOW_SECONDS / 3)  # the request is being scored
        server.process.terminate()
        asking.join(STOP_SECONDS)
        assert server.process.wait(STOP_SECONDS) == 0
    assert answers == [200]
