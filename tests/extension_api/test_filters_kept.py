"""Filters stay where they make sense: on the way to pages about the same bets, and when the bettor changes."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.dashboard.filters_kept import presets
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports
from tests.extension_api.service import app_of
from tests.extension_api.test_dashboard_pages import GOOD, HEADER

SET = "since=2024-05-01&weekday=Wednesday&stake_size=10+to+under+25"


@pytest.fixture
def client(home: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """Pages of two bettors, one bet each, of Wednesday the 1st of May 2024."""
    settings = Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")
    store = open_store(settings.resolved_store_url)
    for bettor in ("ann", "bob"):
        export = tmp_path / f"{bettor}.csv"
        export.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
        import_exports(export, store, bettor)
    store.close()
    with app_of(settings) as app:
        yield app.test_client()


def link(page: str, title: str) -> str:
    found = re.search(rf'<a href="([^"]+)"[^>]*>{title}</a>', page)
    assert found, title
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("path", ["/", "/performance", "/calibration", "/bets"])
def test_filters_go_along_to_pages_about_bets_and_to_no_others(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?{SET}").text
    for title in ("Overview", "Performance", "Calibration", "Bets"):
        address = link(page, title)
        assert {"weekday=Wednesday", "since=2024-05-01"} <= set(address.partition("?")[2].split("&"))
        assert client.get(address).status_code == 200
    assert "weekday" not in link(page, "Imports")


def test_filters_stay_when_the_bettor_changes(client: FlaskClient) -> None:
    page = client.get(f"/bets?{SET}&bettor=ann&cursor=").text
    chooser = page.partition('id="bettor"')[0].rpartition("<form")[2]
    assert '<input type="hidden" name="weekday" value="Wednesday">' in chooser
    assert "cursor" not in chooser
    assert 'name="bettor"' not in chooser


@pytest.mark.parametrize("path", ["/", "/performance", "/calibration", "/bets"])
def test_a_period_without_bets_is_told_and_can_be_left(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?since=2099-01-01")
    assert answer.status_code == 200
    assert "There are no bets yet" not in answer.text
    assert "fits" in answer.text
    assert "since" not in link(answer.text, "all time")


def test_the_overview_is_of_the_bets_that_fit(client: FlaskClient) -> None:
    assert "Only bets with weekday Wednesday" in client.get("/?weekday=Wednesday").text
    assert "None fits." in client.get("/?weekday=Monday").text


def test_periods_end_today_and_hold_as_many_days_as_they_say() -> None:
    assert presets(date(2024, 3, 1)) == (
        ("7 days", "2024-02-24"),
        ("30 days", "2024-02-01"),
        ("2024", "2024-01-01"),
        ("all time", ""),
    )


def test_a_form_of_filters_is_open_where_more_than_a_preset_is_set(client: FlaskClient) -> None:
    month = dict(presets())["30 days"]
    for query, is_open in (("", False), (f"since={month}", False), ("since=2024-05-01", True), ("live=live", True)):
        page = client.get(f"/performance?{query}").text
        assert ('<details class="more" open>' in page) == is_open, query
