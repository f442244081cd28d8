"""While another process keeps the outbox locked, captures are refused at once: nobody's thread waits in vain."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.settings import Settings
from tests.extension_api.service import app_of

SEEN = {"sportsbook": "DraftKings", "odds": 1.91}


@contextmanager
def locked(home: Path) -> Iterator[None]:
    lock = sqlite3.connect(home / "outbox.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    yield
    lock.execute("ROLLBACK")
    lock.close()


def capture(client: FlaskClient, key: str) -> Any:
    return client.post("/v1/opportunities", json={**SEEN, "client_key": key})


def test_captures_are_refused_with_when_to_try_again_and_few_wait_for_the_lock(home: Path) -> None:
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1", api_rate_limit="10000/minute")) as app:
        client, outbox, tried = app.test_client(), held_by(app).outbox, []
        assert capture(client, "before").status_code == 201
        real = outbox.add
        outbox.add = lambda items: tried.append(1) or real(items)  # type: ignore[method-assign,func-returns-value]
        with locked(home):
            begun = time.monotonic()
            answers = [capture(client, f"{number}") for number in range(60)]
            seconds = time.monotonic() - begun
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.headers["Retry-After"] for answer in answers} == {"2"}
        assert len(tried) <= 1 + seconds / 2  # each that is tried waits for two seconds: the others did not
        assert client.get("/v1/opportunities").status_code == 200
        end = time.monotonic() + 60
        while (answer := capture(client, "after")).status_code == 503:
            assert time.monotonic() < end
        assert answer.status_code == 201
        kept = client.get("/v1/opportunities").get_json()["opportunities"]
        assert {one["client_key"] for one in kept} == {"before", "after"}
