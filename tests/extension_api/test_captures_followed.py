"""A capture is linked with its bet once that is imported, and says what became of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apiflask import APIFlask

from pikkit.extension_api.extensions import held_by
from pikkit.performance.close_margins import TYPICAL
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import HEADER, token_of

PRICE = {"sportsbook": "fanduel", "odds": 2.0, "selection": "Hull Moneyline Hull vs. Watford", "sport": "Soccer"}


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")


@pytest.fixture
def app(settings: Settings) -> Iterator[APIFlask]:
    with app_of(settings) as app:
        yield app


def imported(settings: Settings, folder: Path, status: str, profit: str, bettor: str = "ann") -> None:
    now = (datetime.now(UTC) + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    line = f"b1,FanDuel,straight,{status},1.99,1.9,,40,{profit},,,{now},{now},Hull Moneyline Hull vs. Watford,,Soccer,"
    (folder / f"{bettor}.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    store = open_store(settings.resolved_store_url)
    import_exports(folder / f"{bettor}.csv", store, bettor)
    store.close()


def test_it_becomes_its_bet_and_says_how_that_ended(app: APIFlask, settings: Settings, tmp_path: Path) -> None:
    client = app.test_client()
    assert client.post("/v1/opportunities?bettor=ann", json={**PRICE, "client_key": "c1"}).status_code == 201
    held_by(app).deliverer.step()

    def now() -> dict[str, object]:
        (one,) = client.get("/v1/opportunities?bettor=ann").get_json()["opportunities"]
        return dict(one)

    assert (now()["status"], now()["became"]) == ("new", None)
    imported(settings, tmp_path, "PENDING", "0", bettor="bob")
    assert now()["bet_id"] is None
    imported(settings, tmp_path, "PENDING", "0")
    assert (now()["status"], now()["bet_id"], now()["stake"]) == ("placed", "b1", 40)
    held_by(app).deliverer.step()
    imported(settings, tmp_path, "SETTLED_WIN", "39.60")
    settled = now()
    assert settled["status"] == "settled"
    became = settled["became"]
    assert isinstance(became, dict)
    assert (became["outcome"], became["profit"], became["closing_odds"]) == ("win", 39.6, 1.9)
    assert became["clv"] == pytest.approx(1.99 / 1.9 - 1)
    assert became["fair_clv"] == pytest.approx(1.99 / 1.9**TYPICAL - 1)
    assert became["clv_captured"] == pytest.approx(2.0 / 1.9 - 1)
    held_by(app).deliverer.step()
    page = client.get("/opportunities?bettor=ann").text
    assert "win, +39.60" in page
    assert "found by matching" in page
    assert "when captured" in client.get("/bet?bettor=ann&id=b1").text
    assert "+0.1\u00a0%" in page, "without the margin: 1.99 / 1.9 ** 1.07 - 1"


def test_a_stake_can_be_said_and_a_wrong_one_is_refused(app: APIFlask) -> None:
    client = app.test_client()
    client.post("/v1/opportunities?bettor=ann", json={**PRICE, "client_key": "c1"})
    form = {"csrf_token": token_of(client.get("/opportunities?bettor=ann").text), "status": "placed", "stake": "12.5"}
    assert client.post("/opportunities/c1?bettor=ann", data=form).status_code == 303
    (one,) = client.get("/v1/opportunities?bettor=ann").get_json()["opportunities"]
    assert (one["status"], one["stake"], one["became"]) == ("placed", 12.5, None)
    assert "its bet is not imported" in client.get("/opportunities?bettor=ann").text
    refused = client.patch("/v1/opportunities/c1?bettor=ann", json={"stake": -1})
    assert refused.status_code == 400
    assert "stake" in refused.text


def test_a_dismissed_capture_stays_dismissed(app: APIFlask, settings: Settings, tmp_path: Path) -> None:
    client = app.test_client()
    client.post("/v1/opportunities?bettor=ann", json={**PRICE, "client_key": "c1"})
    client.patch("/v1/opportunities/c1?bettor=ann", json={"status": "dismissed"})
    imported(settings, tmp_path, "SETTLED_WIN", "39.60")
    (one,) = client.get("/v1/opportunities?bettor=ann").get_json()["opportunities"]
    assert (one["status"], one["bet_id"]) == ("dismissed", None)


def test_a_draw_is_called_so_once(app: APIFlask) -> None:
    client = app.test_client()
    price = {**PRICE, "selection": "Draw Moneyline Everton vs. West Ham", "client_key": "d1"}
    assert client.post("/v1/opportunities?bettor=ann", json=price).status_code == 201
    assert "Draw moneyline, West Ham @ Everton" in client.get("/opportunities?bettor=ann").text
