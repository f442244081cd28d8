"""Alerts that are switched on in the browser: by mail and webhook, of prices, drift and rollouts, each thing once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.drift.reports import save_report
from pikkit.drift.result import DriftReport, DriftResult
from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope
from pikkit.outbox.entry import EntryState
from pikkit.rollout.ledger import Deployment, append_deployment, new_id
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity
from tests.extension_api.service import app_of
from tests.extension_api.smtp_server import mail_server
from tests.extension_api.test_dashboard_pages import token_of
from tests.outbox.test_webhooks import Receiver, receiver

__all__ = ["receiver"]  # a fixture

WORTH = {
    "sportsbook": "FanDuel",
    "odds": 2.2,
    "selection": "Hull Moneyline",
    "books": [{"sportsbook": "Pinnacle", "odds": 2.0, "other_odds": [2.0]}],
}
"""Worth 10 %: another book says one half."""


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


def switch_on(client: FlaskClient, **given: str) -> str:
    form = {"csrf_token": token_of(client.get("/settings?bettor=ann").text), "channel": "email", "least": "5"}
    sent = form | {"topic": "ev", "address": "ann@example.org"} | given
    return client.post("/settings/alerts?bettor=ann", data=sent, follow_redirects=True).text


def subjects(mails: tuple[int, list[str]]) -> list[str]:
    return [str(make_header(decode_header(message_from_string(mail)["Subject"]))) for mail in mails[1]]


def test_a_price_that_is_worth_it_is_told_once_and_others_are_not(app: APIFlask, mails: tuple[int, list[str]]) -> None:
    client = app.test_client()
    assert "captured prices worth +5.0\u00a0% or more" in switch_on(client)
    for key in ("c1", "c1"):
        client.post("/v1/opportunities?bettor=ann", json={**WORTH, "client_key": key})
    client.post("/v1/opportunities?bettor=ann", json={**WORTH, "odds": 2.05, "client_key": "c2"})
    client.post("/v1/opportunities?bettor=bob", json={**WORTH, "client_key": "c3"})
    held_by(app).deliverer.step()
    assert subjects(mails) == ["Pikkit: +10.0 % at FanDuel: Hull Moneyline at 2.20"]
    assert "No bankroll is known" in " ".join(mails[1][0].replace("=\n", "").split())


def test_a_webhook_is_told_and_its_path_is_not_shown(app: APIFlask, receiver: Receiver) -> None:
    client = app.test_client()
    page = switch_on(client, channel="webhook", address=receiver.url)
    assert "/hook" not in page
    client.post("/v1/opportunities?bettor=ann", json={**WORTH, "client_key": "w1"})
    held_by(app).deliverer.step()
    [(_, told)] = receiver.got
    assert told["event"] == "alert"
    assert told["data"]["title"] == "Pikkit: +10.0 % at FanDuel: Hull Moneyline at 2.20"


def test_drift_and_a_rollouts_decision_are_told_once(
    app: APIFlask, settings: Settings, mails: tuple[int, list[str]]
) -> None:
    client = app.test_client()
    for topic in ("drift", "rollout"):
        switch_on(client, topic=topic)
    now = datetime.now(UTC)
    for drifted in (True, False):
        save_report(settings, report(settings, now + timedelta(seconds=drifted), drifted=drifted))
    save_report(settings, report(settings, now - timedelta(days=2), drifted=True))
    append_deployment(settings, decided(settings, now, "promote"))
    append_deployment(settings, decided(settings, now, "done"))
    told = held_by(app).alerts_told
    assert [told.look(), told.look()] == [2, 0]
    held_by(app).deliverer.step()
    assert sorted(subjects(mails)) == [
        f"Pikkit: rollout of {settings.model_name} from version 1 to 2: promote",
        f"Pikkit: severe drift in {settings.model_name} version 1",
    ]


def test_what_is_switched_off_or_deleted_is_silent_and_a_test_arrives(
    app: APIFlask, mails: tuple[int, list[str]]
) -> None:
    client = app.test_client()
    page = switch_on(client)
    assert "The alert is switched on." in page
    said = {"test": "A test is on its way", "off": "is switched off", "on": "is switched on", "delete": "is deleted"}
    for action, mailed in (("test", 1), ("off", 1), ("on", 2), ("delete", 2)):
        path = page.partition('action="/settings/alerts/')[2].partition("?")[0]
        form = {"csrf_token": token_of(page), "action": action}
        done = client.post(f"/settings/alerts/{path}?bettor=ann", data=form, follow_redirects=True)
        assert said[action] in done.text
        client.post("/v1/opportunities?bettor=ann", json={**WORTH, "client_key": action}) if action != "test" else None
        held_by(app).deliverer.step()
        assert len(mails[1]) == mailed, action
    assert "send a test" not in client.get("/settings?bettor=ann").text


def test_only_what_the_home_can_send_by_is_offered(settings: Settings) -> None:
    with app_of(settings) as app:
        page = app.test_client().get("/settings?bettor=ann").text
        assert ('value="email"' in page, 'value="telegram"' in page, 'value="webhook"' in page) == (True, False, True)
    with app_of(settings.model_copy(update={"mail_server": ""})) as app:
        _, key = held_by(app).guard.ring.create("x", "ann", {Scope.READ, Scope.WRITE})
        page = app.test_client().get("/settings", headers={"Authorization": f"Bearer {key}"}).text
        assert "Switch it on" not in page
        assert "set PIKKIT_MAIL_SERVER" in page


def test_the_sample_offers_no_alerts(settings: Settings) -> None:
    with app_of(settings.model_copy(update={"sample": True})) as app:
        page = app.test_client().get("/settings?bettor=ann").text
        assert "Switch it on" not in page
        assert "in a home of your own" in page


def test_a_server_that_is_away_is_told_on_the_page_and_tried_again(settings: Settings) -> None:
    away = settings.model_copy(update={"mail_server": "mailto://127.0.0.1:1/?from=pikkit@example.org&mode=insecure"})
    with app_of(away) as app:
        client = app.test_client()
        switch_on(client)
        client.post("/v1/opportunities?bettor=ann", json={**WORTH, "client_key": "c1"})
        held_by(app).deliverer.step()
        assert (
            "Not delivered yet: The e-mail to ann@example.org was not taken: "
            in client.get("/settings?bettor=ann").text
        )
        assert [entry.item.topic for entry in held_by(app).outbox.list(EntryState.PENDING)] == ["alert"]


def test_the_api_keeps_lists_tries_and_deletes_alerts(app: APIFlask, mails: tuple[int, list[str]]) -> None:
    client = app.test_client()
    asked = {"topic": "ev", "channel": "email", "address": "ann@example.org", "least": 0.05}
    kept = client.put("/v1/alerts?bettor=ann", json=asked).get_json()
    client.put("/v1/alerts?bettor=ann", json={**asked, "id": kept["id"], "least": 0.1})
    [held] = client.get("/v1/alerts?bettor=ann").get_json()["alerts"]
    assert (held["least"], held["address"], held["trouble"]) == (0.1, "ann@example.org", "")
    assert client.post(f"/v1/alerts/{kept['id']}/test?bettor=ann", json={}).status_code == 202
    held_by(app).deliverer.step()
    assert subjects(mails) == ["Pikkit: this alert works"]
    assert client.delete(f"/v1/alerts/{kept['id']}?bettor=ann").status_code == 200
    assert client.get("/v1/alerts?bettor=ann").get_json() == {"alerts": []}
    assert client.delete(f"/v1/alerts/{kept['id']}?bettor=ann").status_code == 404
    refused = client.put("/v1/alerts?bettor=ann", json={**asked, "address": "ann"})
    assert (refused.status_code, "one e-mail address" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"address": "ann"}, "address must be one e-mail address"),
        ({"address": "ann@example.org?bcc=all@example.org"}, "address must be one e-mail address"),
        ({"address": "ann@example.org,bob@example.org"}, "address must be one e-mail address"),
        ({"channel": "webhook", "address": "file:///etc/passwd"}, "address must be the address of a webhook"),
        ({"channel": "pigeon"}, "channel: should be"),
        ({"channel": "telegram", "address": "12345"}, "This home has no Telegram bot to send from"),
        ({"least": "-1"}, "least: should be greater than or equal to 0"),
        ({"least": "much"}, "least: should be a valid number"),
        ({"topic": "weather"}, "topic: should be"),
    ],
)
def test_what_is_no_alert_is_refused_with_a_sentence(app: APIFlask, given: dict[str, str], sentence: str) -> None:
    page = switch_on(app.test_client(), **given)
    assert "No alert was switched on." in page
    assert sentence in page.replace("&#39;", "'")


def report(settings: Settings, at: datetime, *, drifted: bool) -> DriftReport:
    severity = DriftSeverity.SEVERE if drifted else DriftSeverity.NONE
    result = DriftResult("odds", "psi", 9.0, None, 0.3, "PSI", 0.2, 5000, 900, severity)
    return DriftReport(settings.model_name, "1", at - timedelta(days=7), at, 900, (result,), (), at)


def decided(settings: Settings, at: datetime, decision: str) -> Deployment:
    return Deployment(
        id=new_id(), decided_at=at, who="judge", model_name=settings.model_name, from_version="1", to_version="2",
        strategy="canary", weights={"2": 100}, decision=decision, reasons=("It is better.",),
    )  # fmt: skip
