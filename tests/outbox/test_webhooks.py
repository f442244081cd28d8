"""Captures told to a webhook: a real receiver that is busy, refuses, or is not there."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pikkit.extension_api.extensions import held_by
from pikkit.outbox import EntryState
from pikkit.outbox.lane import REFUSALS
from pikkit.settings import Settings
from tests.extension_api.service import app_of

SEEN = {"sportsbook": "FanDuel", "odds": 2.0, "sport": "Soccer"}


class Receiver:
    """A webhook, and what it got; ``answers`` are the statuses it gives, the last one again and again."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.answers = [200]
        self.url = ""

    @property
    def keys(self) -> list[str]:
        return [body["data"]["client_key"] for _, body in self.got]


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver on loopback; pauses between attempts are too short to wait for."""
    monkeypatch.setattr("pikkit.outbox.lane._FIRST_SECONDS", 0.0)
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.got.append((self.headers["Idempotency-Key"], body))
            self.send_response(receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
        yield receiver
        server.shutdown()
        thread.join()


def captured(home: Path, url: str, keys: str, steps: int = 1) -> tuple[list[int], int, list[str]]:
    """Capture under keys, deliver so often; the answers, how many wait, and what was said about dead entries."""
    config = Settings(home=home, predictor_url="http://127.0.0.1:1", webhooks=[{"url": url, "sports": ["Soccer"]}])
    with app_of(config) as app:
        client = app.test_client()
        bodies = [{**SEEN, "client_key": key} for key in keys]
        answers = [client.post("/v1/opportunities", json=body).status_code for body in bodies]
        client.post("/v1/opportunities", json={**SEEN, "client_key": "tennis", "sport": "Tennis"})
        for _ in range(steps):
            held_by(app).deliverer.step()
        listed = client.get("/v1/opportunities").get_json()["opportunities"]
        assert {seen["client_key"] for seen in listed} == {*keys, "tennis"}
        box = held_by(app).outbox
        return answers, box.depth().pending, [entry.error for entry in box.list(EntryState.DEAD)]


def test_it_is_told_of_what_it_asked_for_in_order(home: Path, receiver: Receiver) -> None:
    assert captured(home, receiver.url, "abc") == ([201] * 3, 0, [])
    assert receiver.keys == ["a", "b", "c"]
    key, body = receiver.got[0]
    assert (key, body["event"], body["bettor"]) == ("opportunity-a", "opportunity", "me")
    assert (body["data"]["odds"], body["data"]["status"]) == (2.0, "new")


def test_one_that_is_busy_is_told_again_under_the_same_key(home: Path, receiver: Receiver) -> None:
    receiver.answers = [503, 429, 200]
    assert captured(home, receiver.url, "ab", steps=3) == ([201] * 2, 0, [])
    assert receiver.keys == ["a", "a", "a", "b"]
    assert {key for key, _ in receiver.got} == {"opportunity-a", "opportunity-b"}


def test_what_it_refuses_is_dead_and_no_capture_suffers(home: Path, receiver: Receiver) -> None:
    receiver.answers = [400] * REFUSALS + [200]
    answers, waiting, dead = captured(home, receiver.url, "ab", steps=REFUSALS + 1)
    assert (answers, waiting) == ([201] * 2, 0)
    assert dead == ["The webhook refused it with status 400."]
    assert receiver.keys == ["a"] * REFUSALS + ["b"]


def test_one_that_is_not_there_holds_nothing_up(home: Path) -> None:
    answers, waiting, dead = captured(home, "http://127.0.0.1:1/hook", "ab", steps=3)
    assert (answers, waiting, dead) == ([201] * 2, 2, [])
