"""Deposits, withdrawals and the bankroll: on the page, over the API, by the command."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from typer.testing import CliRunner

from pikkit.cli.app import app as command
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import token_of
from tests.extension_api.test_preferences import client as pages

__all__ = ["pages"]


def note(pages: FlaskClient, **given: str) -> str:
    token = token_of(pages.get("/bankroll?bettor=ann").text)
    sent = {"csrf_token": token, "kind": "deposit", "sportsbook": "fanduel", "day": "2024-06-01", **given}
    return pages.post("/bankroll?bettor=ann", data=sent, follow_redirects=True).text


def test_a_page_without_a_bankroll_says_how_to_have_one(pages: FlaskClient) -> None:
    page = pages.get("/bankroll?bettor=ann").text
    assert "No bankroll is known" in page
    assert "Choose a bettor above" in pages.get("/bankroll?bettor=*").text


def test_what_was_noted_is_the_bankroll_with_the_profit(pages: FlaskClient) -> None:
    page = note(pages, amount="200")
    assert "1,701" in page  # 200 and 1500.75 won
    assert "Left by these" in page
    answer = pages.get("/v1/bankroll?bettor=ann").json
    assert answer
    assert answer["bankroll"]["amount"] == 1700.75
    assert [one["left"] for one in answer["books"]] == [1700.75]
    assert pages.get("/v1/bankroll?bettor=bob").json["bankroll"] is None  # type: ignore[index]


def test_a_wrong_amount_is_refused_and_stays_in_the_form(pages: FlaskClient) -> None:
    page = note(pages, amount="-5")
    assert "Nothing was noted. amount: should be greater than 0" in page
    assert 'value="-5"' in page
    refused = pages.post("/v1/bankroll/flows?bettor=ann", json={"kind": "deposit", "amount": 0, "sportsbook": "x"})
    assert refused.status_code == 400


def test_the_api_notes_once_and_takes_back(pages: FlaskClient) -> None:
    flow = {"id": "f1", "kind": "withdrawal", "amount": 50, "sportsbook": "FanDuel", "day": "2024-06-03"}
    assert [pages.post("/v1/bankroll/flows?bettor=ann", json=flow).status_code for _ in "ab"] == [201, 200]
    assert pages.delete("/v1/bankroll/flows/f1?bettor=bob").status_code == 404
    assert pages.delete("/v1/bankroll/flows/f1?bettor=ann").status_code == 200
    assert pages.get("/v1/bankroll?bettor=ann").json["flows"] == []  # type: ignore[index]


def test_the_sample_takes_nobodys_money(home: Path) -> None:
    with app_of(Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1", sample=True)) as app:
        flow = {"kind": "deposit", "amount": 50, "sportsbook": "FanDuel"}
        assert app.test_client().post("/v1/bankroll/flows?bettor=ann", json=flow).status_code == 409
        page = app.test_client().get("/bankroll?bettor=ann").text
        assert ("Note it" in page, "note a deposit here" in page) == (False, False)


@pytest.mark.usefixtures("pages")
def test_the_command_notes_shows_and_takes_back() -> None:
    def ran(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(command, words)
        assert result.exit_code == code, result.output
        return result.output

    ran(
        "settings",
        "--bettor",
        "ann",
        "--currency",
        "eur",
        "--starting-bankroll",
        "1000",
        "--bankroll-from",
        "2024-06-02",
    )
    noted = json.loads(
        ran("bankroll", "deposit", "99.50", "fanduel", "--bettor", "ann", "--day", "2024-06-03", "--json")
    )
    shown = json.loads(ran("bankroll", "show", "--bettor", "ann", "--json"))
    assert shown["bankroll"]["amount"] == 1000 + 99.5 + 1500.75
    assert "Bankroll of ann: €2,600" in ran("bankroll", "show", "--bettor", "ann")
    ran("bankroll", "take-back", noted["id"], "--bettor", "ann")
    assert "€2,501" in ran("bankroll", "show", "--bettor", "ann")
    assert "No bankroll of bob is known" in ran("bankroll", "show", "--bettor", "bob")
    assert json.loads(ran("settings", "--bettor", "ann", "--json"))["holds"]["currency"] == "EUR"
