"""Decisions about many quarantined rows at once: asked first, undone as one, and only those that can be carried out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pikkit.extension_api.extensions import imports
from pikkit.keys import Scope, key_ring
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import BAD, GOOD, HEADER, token_of

DEAR = GOOD.replace("2.0,1.9,,10,10", "20000000,1.9,,10,199999990")
FILES = {
    "ann.csv": [GOOD, BAD, BAD.replace("b1", "b2"), DEAR.replace("g1", "d1"), DEAR.replace("g1", "d2")],
    "more.csv": [DEAR],
}


@pytest.fixture
def settings(home: Path, tmp_path: Path) -> Settings:
    """Ann's good bet, two rows without a stake, and three beyond belief, one of which has the good one's id."""
    settings = Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")
    store = open_store(settings.resolved_store_url)
    for name, rows in FILES.items():
        (tmp_path / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        import_exports(tmp_path / name, store, "ann")
    store.close()
    return settings


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with app_of(settings) as app:
        yield app.test_client()


def rule_of(client: FlaskClient, count: int) -> str:
    """The rule that so many rows broke."""
    found = re.search(rf"rule=([a-z._]+)[^>]*>\1 \({count}\)", client.get("/imports?bettor=ann").text)
    assert found
    return found[1]


def send(client: FlaskClient, path: str, **form: str) -> TestResponse:
    token = token_of(client.get("/imports?bettor=ann").text)
    return client.post(f"{path}?bettor=ann", data={**form, "csrf_token": token})


def bets(client: FlaskClient) -> set[str]:
    return {bet["bet_id"] for bet in client.get("/v1/bets?bettor=ann").json["bets"]}  # type: ignore[index]


def test_a_decision_about_many_is_asked_first(client: FlaskClient) -> None:
    answer = send(client, "/imports/rows", decision="accept", rule=rule_of(client, 3))
    assert "2 rows of the rule" in answer.text
    assert "1 row stays in the quarantine" in answer.text
    assert "is stored already" in answer.text
    assert bets(client) == {"g1"}


def test_those_that_can_be_bets_become_bets_and_go_when_it_is_undone(client: FlaskClient) -> None:
    rule = rule_of(client, 3)
    answer = send(client, "/imports/rows", decision="accept", rule=rule, confirmed="1")
    assert answer.status_code == 303
    page = client.get(f"{answer.location}&bettor=ann").text
    assert "2 rows are bets now." in page
    assert bets(client) == {"g1", "d1", "d2"}
    at = re.search(r'name="at" value="([^"]+)"', page)
    assert at
    undone = send(client, "/imports/undo", rule=rule, status="accepted", at=at[1])
    assert "2 rows wait for a decision again." in client.get(f"{undone.location}&bettor=ann").text
    assert bets(client) == {"g1"}
    assert rule_of(client, 3) == rule
    assert send(client, "/imports/undo", rule=rule, status="accepted", at=at[1]).status_code == 404


def test_rows_rejected_together_wait_no_more(client: FlaskClient) -> None:
    answer = send(client, "/imports/rows", decision="reject", rule=rule_of(client, 2), confirmed="1")
    page = client.get(f"{answer.location}&bettor=ann").text
    assert "2 rows are kept out for good." in page
    assert "3 rows wait for a decision" in page


def test_what_would_be_refused_is_not_offered(client: FlaskClient) -> None:
    page = client.get(f"/imports?bettor=ann&rule={rule_of(client, 2)}").text
    assert "Accept" not in page
    assert page.count("It cannot be accepted as it is.") == 2
    assert page.count("The amount is empty") == 2, "a reason is said once, in the heading"
    acceptable = client.get(f"/imports?bettor=ann&rule={rule_of(client, 3)}").text
    assert acceptable.count("Accept as it is") == 2


def test_rows_and_decisions_of_others_are_none(settings: Settings) -> None:
    with app_of(settings) as app:
        rule = rule_of(app.test_client(), 3)
    ring = key_ring(settings)
    key = ring.create("bob", "bob", {Scope.READ, Scope.WRITE})[1]
    ring.close()
    with app_of(settings) as app:
        bob = app.test_client()
        token = token_of(bob.get("/login").text)
        bob.post("/login", data={"key": key, "csrf_token": token})
        form = {"decision": "reject", "rule": rule, "confirmed": "1", "csrf_token": token_of(bob.get("/imports").text)}
        assert bob.post("/imports/rows", data=form).status_code == 404


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/imports/rows", {"decision": "sell", "rule": "odds"}),
        ("/imports/undo", {"rule": "odds", "status": "accepted", "at": "yesterday"}),
        ("/imports/undo", {"rule": "odds", "status": "lost", "at": "2024-05-01T12:00:00+00:00"}),
    ],
)
def test_what_is_no_decision_is_refused_with_a_sentence(client: FlaskClient, path: str, form: dict[str, str]) -> None:
    answer = send(client, path, **form)
    assert answer.status_code == 400
    assert "accepted: " in answer.text or "must be" in answer.text


def test_an_upload_that_failed_can_be_dismissed(settings: Settings) -> None:
    with app_of(settings) as app, app.app_context():
        client, queue = app.test_client(), imports()
        job = queue.put("ann", "notes.csv", iter([b"no,table\n\x00\x01"]))
        queue.step()
        assert "Dismiss" in client.get("/imports?bettor=ann").text
        assert send(client, f"/imports/{job.id}/dismiss").status_code == 303
        assert "notes.csv" not in client.get("/imports?bettor=ann").text
        assert send(client, "/imports/nothing/dismiss").status_code == 404
