"""A bettor's alert tells nobody who has not said that he wants it, and no more in a day than is sensible."""

import re
from collections.abc import Iterator
from email import message_from_string
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope, key_ring
from pikkit.notify.alert_bounds import MOST_CODES
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.extension_api.smtp_server import mail_server
from tests.extension_api.test_alerts_told import WORTH

ASKED = {"topic": "ev", "channel": "email", "address": "victim@example.org", "least": 0.05}


@pytest.fixture
def mails() -> Iterator[tuple[int, list[str]]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def settings(home: Path, mails: tuple[int, list[str]]) -> Settings:
    server = f"mailto://127.0.0.1:{mails[0]}/?from=pikkit@example.org&mode=insecure"
    return Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1", mail_server=server)


@pytest.fixture
def app(settings: Settings) -> Iterator[APIFlask]:
    with app_of(settings) as app:
        yield app


Headers = dict[str, str]


@pytest.fixture
def keys(app: APIFlask) -> dict[str, Headers]:
    ring = key_ring(held_by(app).settings)
    rights = {"ann": [Scope.READ, Scope.WRITE], "bob": [Scope.READ, Scope.WRITE]}
    made = {name: ring.create(name, name, scopes)[1] for name, scopes in rights.items()}
    made["operator"] = ring.create("operator", "ann", [Scope.READ, Scope.WRITE, Scope.OPERATOR])[1]
    return {name: {"Authorization": f"Bearer {key}"} for name, key in made.items()}


def asked(client: FlaskClient, who: Headers, **changes: object) -> str:
    """The id of an alert that was asked for; the sentence of a refusal."""
    answer = client.put("/v1/alerts", json=ASKED | changes, headers=who).get_json()
    return str(answer.get("id") or answer["error"]["message"])


def captured(client: FlaskClient, who: Headers, key: str, **changes: object) -> None:
    sent = client.post("/v1/opportunities", json={**WORTH, "client_key": key, **changes}, headers=who)
    assert sent.status_code < 300


def delivered(app: APIFlask, mails: tuple[int, list[str]]) -> list[str]:
    held_by(app).deliverer.step()
    texts = []
    for mail in mails[1]:
        read = message_from_string(mail)
        part = next((one for one in read.walk() if one.get_content_maintype() == "text"), read)
        body = part.get_payload(decode=True)
        assert isinstance(body, bytes)
        texts.append(f"{make_header(decode_header(read['Subject']))}\n{body.decode()}")
    return texts


def code_in(mail: str) -> str:
    found = re.search(r"code is ([A-Z2-7]{8})", mail)
    assert found
    return found[1]


def test_an_address_is_told_nothing_but_its_code_until_it_gave_it_back(
    app: APIFlask, keys: dict[str, Headers], mails: tuple[int, list[str]]
) -> None:
    client, ann = app.test_client(), keys["ann"]
    alert = asked(client, ann)
    captured(client, ann, "c1", selection="Your bank: http://evil.example")
    tested = client.post(f"/v1/alerts/{alert}/test", json={}, headers=ann)
    assert (tested.status_code, "Enter the code first" in tested.text) == (400, True)
    [mail] = delivered(app, mails)
    assert "evil" not in mail
    for wrong in ("AAAAAAAA", "²", "\ud7ff", "a" * 100):
        assert client.post(f"/v1/alerts/{alert}/confirm", json={"code": wrong}, headers=ann).status_code == 400
    said = {"code": f" {code_in(mail)[:4].lower()}-{code_in(mail)[4:]} "}
    assert client.post(f"/v1/alerts/{alert}/confirm", json=said, headers=ann).get_json()["is_confirmed"]
    captured(client, ann, "c2")
    assert len(delivered(app, mails)) == 2
    assert asked(client, ann, id=alert, least=0.2) == alert  # of the same address: no code
    assert len(delivered(app, mails)) == 2


def test_a_code_is_good_for_one_bettor_one_alert_and_one_address(
    app: APIFlask, keys: dict[str, Headers], mails: tuple[int, list[str]]
) -> None:
    client, ann, bob = app.test_client(), keys["ann"], keys["bob"]
    mine = asked(client, ann, address="ann@example.org")
    code = {"code": code_in(delivered(app, mails)[0])}
    others = asked(client, ann)
    assert client.post(f"/v1/alerts/{others}/confirm", json=code, headers=ann).status_code == 400
    assert asked(client, bob, id=mine, address="ann@example.org") == mine
    assert client.post(f"/v1/alerts/{mine}/confirm", json=code, headers=bob).status_code == 400
    assert client.post(f"/v1/alerts/{mine}/confirm", json=code, headers=ann).status_code == 200
    assert asked(client, ann, id=mine) == mine  # and now to the victim
    captured(client, ann, "c1")
    assert sum("+10.0" in mail for mail in delivered(app, mails)) == 0
    assert client.post(f"/v1/alerts/{mine}/confirm", json=code, headers=ann).status_code == 400


def test_codes_are_few_a_bettor_and_few_an_address_over_processes(
    app: APIFlask, settings: Settings, keys: dict[str, Headers], mails: tuple[int, list[str]]
) -> None:
    client = app.test_client()
    sent = [asked(client, keys["ann"], address=f"a{place}@example.org") for place in range(3)]
    with app_of(settings) as another:
        more = [asked(another.test_client(), keys["ann"], address=f"b{place}@example.org") for place in range(4)]
        to_one = [asked(another.test_client(), keys["bob"], id="x") for _ in range(7)]
    assert ["No more than" in one for one in sent + more] == [False] * MOST_CODES + [True] * 2
    assert ["No more than" in one for one in to_one] == [False] * MOST_CODES + [True] * 2
    assert len(delivered(app, mails)) == 2 * MOST_CODES
    assert len(client.get("/v1/alerts", headers=keys["ann"]).get_json()["alerts"]) == MOST_CODES


def test_a_day_has_so_many_messages_and_an_operator_needs_no_code(
    app: APIFlask, keys: dict[str, Headers], mails: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pikkit.notify.alert_bounds.MOST_MESSAGES", 3)
    client, ann = app.test_client(), keys["operator"]
    alert = asked(client, ann)
    for place in range(6):
        captured(client, ann, f"c{place}")
    assert client.post(f"/v1/alerts/{alert}/test", json={}, headers=ann).status_code == 400
    assert len(delivered(app, mails)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Hull\r\nBcc: all@example.org",
        "Hull\nSubject: x\n\nbody",
        "Hull\0",
        "<img src=http://evil.example>",
        "\u202eHull",
    ],
)
@pytest.mark.parametrize("field", ["selection", "sportsbook"])
def test_what_a_page_said_makes_no_header_and_no_markup(
    app: APIFlask, keys: dict[str, Headers], mails: tuple[int, list[str]], text: str, field: str
) -> None:
    client, ann = app.test_client(), keys["operator"]
    asked(client, ann)
    sent = client.post("/v1/opportunities", json={**WORTH, "client_key": "c", field: text}, headers=ann)
    delivered(app, mails)
    assert len(mails[1]) == (sent.status_code < 300)
    for mail in mails[1]:
        read = message_from_string(mail)
        assert (read["Bcc"], read.get_all("Subject")) == (None, [read["Subject"]])
        for part in read.walk():
            if part.get_content_type() == "text/html":
                assert b"<img" not in bytes(part.get_payload(decode=True))
