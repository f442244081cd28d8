"""What a bettor chose is what pages, API and command follow."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.pages.charts import scale_over
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import HEADER, token_of

LATE = (
    "g1,FanDuel,straight,SETTLED_WIN,2.5,2.4,,1000.5,1500.75,,,2024-06-01T03:00:00.000Z,2024-06-02T03:00:00.000Z,"
    "Hull Moneyline,,Soccer,EPL"
)
"""Placed on a Saturday and in June by UTC, on a Friday and in May in New York."""
GERMAN = {"number_language": "de", "currency": "EUR", "odds_format": "american", "time_zone": "America/New_York"}


@pytest.fixture
def client(home: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    settings = Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")
    store = open_store(settings.resolved_store_url)
    for bettor in ("ann", "bob"):
        export = tmp_path / f"{bettor}.csv"
        export.write_text(f"{HEADER}\n{LATE}\n", encoding="utf-8")
        import_exports(export, store, bettor)
    store.close()
    with app_of(settings) as app:
        yield app.test_client()


def choose(client: FlaskClient, bettor: str, **chosen: str) -> None:
    form = {"csrf_token": token_of(client.get(f"/settings?bettor={bettor}").text), **chosen}
    answer = client.post(f"/settings?bettor={bettor}", data=form, follow_redirects=True)
    assert "Kept." in answer.text


def test_every_page_writes_as_the_bettor_chose_and_another_bettors_stay(client: FlaskClient) -> None:
    choose(client, "ann", **GERMAN)
    ann, bob = (client.get(f"/bets?bettor={bettor}").text for bettor in ("ann", "bob"))
    assert "+150" in ann
    assert "2024-05-31 23:00" in ann
    assert "Placed (America/New_York)" in ann
    assert "+1.501\u00a0€" in ann
    assert "2024-06-01 03:00" in bob
    assert "2.50" in bob
    overview = client.get("/?bettor=ann").text
    assert "+1.501\u00a0€" in overview
    assert ">1.500<" in overview  # a mark of the chart
    assert ">1,500<" in client.get("/?bettor=bob").text


def test_the_next_that_a_thread_draws_is_not_as_the_last_reader_chose(client: FlaskClient) -> None:
    choose(client, "ann", **GERMAN)
    assert ">1.500<" in client.get("/?bettor=ann").text
    assert [name for _, name in scale_over([-2000.0, 0.0], marks=2).marks] == ["−2,000", "−1,000", "0"]


def test_days_months_and_weekdays_are_those_of_the_time_zone(client: FlaskClient) -> None:
    choose(client, "ann", **GERMAN)
    for by, ann, bob in (("month", "2024-05", "2024-06"), ("weekday", "Friday", "Saturday")):
        for bettor, name in (("ann", ann), ("bob", bob)):
            answer = client.get(f"/v1/performance?by={by}&bettor={bettor}").json
            assert answer
            assert [group["name"] for group in answer["groups"]] == [name]
    assert client.get("/v1/performance?until=2024-05-31&bettor=ann").json["total"]["bets"] == 1  # type: ignore[index]
    assert client.get("/v1/performance?until=2024-05-31&bettor=bob").json["total"]["bets"] == 0  # type: ignore[index]
    days = client.get("/v1/performance/bankroll?bettor=ann").json["days"]  # type: ignore[index]
    assert [day["day"] for day in days] == ["2024-06-01"]


def test_a_wrong_choice_changes_nothing_and_stays_in_the_form(client: FlaskClient) -> None:
    choose(client, "ann", currency="EUR")
    form = {"csrf_token": token_of(client.get("/settings?bettor=ann").text), "currency": "USD", "unit_size": "-3"}
    answer = client.post("/settings?bettor=ann", data=form)
    assert answer.status_code == 400
    assert "Nothing was changed. unit_size: should be greater than 0" in answer.text
    assert 'value="-3"' in answer.text
    assert client.get("/v1/preferences?bettor=ann").json["chosen"]["currency"] == "EUR"  # type: ignore[index]


def test_the_api_tells_and_takes_the_same(client: FlaskClient) -> None:
    home = client.put("/v1/preferences?bettor=*", json={"odds_format": "fractional"})
    assert home.status_code == 200
    answer = client.put("/v1/preferences?bettor=ann", json={"currency": "gbp", "unit_size": 10})
    assert answer.json
    assert answer.json["chosen"]["currency"] == "GBP"
    assert answer.json["holds"]["odds_format"] == "fractional"
    assert ">3/2<" in client.get("/bets?bettor=ann").text
    refused = client.put("/v1/preferences?bettor=ann", json={"time_zone": "Nowhere"})
    assert refused.status_code == 400
    assert "is no time zone" in json.dumps(refused.json)
