"""The pages without a browser: empty states, wrong addresses, other people's rows, forms of other sites."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.dashboard.runs_page import metric_named
from pikkit.keys import Scope, key_ring
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.sync.syncing import import_exports
from tests.extension_api.service import app_of

HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed,time_settled,time_placed_iso,"
    "time_settled_iso,bet_info,tags,sports,leagues"
)
GOOD = (
    "g1,FanDuel,straight,SETTLED_WIN,2.0,1.9,,10,10,,,2024-05-01T12:00:00.000Z,2024-05-02T12:00:00.000Z,"
    "<script>alert(1)</script>,,Soccer,=HYPERLINK(1)"
)
BAD = "b1,FanDuel,straight,SETTLED_LOSS,2.0,1.9,,,-10,,,2024-05-01T12:00:00.000Z,2024-05-02T12:00:00.000Z,x,,Soccer,EPL"
PAGES = (
    "/",
    "/performance",
    "/over-time",
    "/calendar",
    "/periods",
    "/calibration",
    "/bets",
    "/opportunities",
    "/scan",
    "/imports",
    "/models",
    "/runs",
    "/drift",
)


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with app_of(settings) as app:
        yield app.test_client()


@pytest.fixture
def filled(settings: Settings, tmp_path: Path) -> Settings:
    """A home with one good and one bad row of ann's, and none of bob's."""
    export = tmp_path / "ann.csv"
    export.write_text("\n".join([HEADER, GOOD, BAD]), encoding="utf-8")
    store = open_store(settings.resolved_store_url)
    import_exports(export, store, "ann")
    store.close()
    return settings


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def ref_of(page: str) -> str:
    found = re.search(r'id="row-([0-9a-f]{16})"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_page_says_what_to_do_next(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("path", ["/performance?by=weather", "/bets?limit=0", "/bets?cursor=x", "/?x", "/drift"])
def test_a_wrong_address_is_a_page_with_a_sentence(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (400 if "=" in path else 200)
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.usefixtures("filled")
def test_what_a_page_once_said_is_never_markup_nor_a_formula(client: FlaskClient) -> None:
    assert "&lt;script&gt;alert(1)" in client.get("/bets").text
    assert "<script" not in client.get("/bets").text
    assert "'=HYPERLINK(1)" in client.get("/performance.csv?by=league").text


@pytest.mark.usefixtures("filled")
def test_a_form_without_our_token_is_refused(client: FlaskClient) -> None:
    ref = ref_of(client.get("/imports").text)
    answer = client.post(f"/imports/rows/{ref}", data={"decision": "reject"})
    assert answer.status_code == 403
    assert f"row-{ref}" in client.get("/imports").text


def test_a_form_of_another_site_is_refused_on_a_page(client: FlaskClient) -> None:
    answer = client.post("/imports", headers={"Origin": "https://example.com"})
    assert answer.status_code == 403
    assert "Pages of that origin may not send this" in answer.text


@pytest.mark.usefixtures("filled")
def test_a_row_that_cannot_be_a_bet_stays_with_a_sentence(client: FlaskClient) -> None:
    page = client.get("/imports").text
    form = {"decision": "accept", "csrf_token": token_of(page)}
    answer = client.post(f"/imports/rows/{ref_of(page)}", data=form)
    assert answer.status_code == 409
    assert f"row-{ref_of(page)}" in answer.text


def test_nobody_sees_or_decides_about_the_rows_of_others(filled: Settings) -> None:
    ring = key_ring(filled)
    keys = {name: ring.create(name, name, {Scope.READ, Scope.WRITE})[1] for name in ("ann", "bob")}
    ring.close()
    with app_of(filled) as app:
        ann, bob = (_signed_in(app.test_client(), keys[name]) for name in ("ann", "bob"))
        ref = ref_of(ann.get("/imports").text)
        page = bob.get("/imports").text
        assert ref not in page
        assert "FanDuel" not in bob.get("/bets?bettor=ann").text
        answer = bob.post(f"/imports/rows/{ref}", data={"decision": "reject", "csrf_token": token_of(page)})
        assert answer.status_code == 404
        nobodys = bob.post("/imports/rows/0123456789abcdef", data={"decision": "reject", "csrf_token": token_of(page)})
        assert (nobodys.status_code, nobodys.text) == (404, answer.text)
        assert ref in ann.get("/imports").text


def _signed_in(client: FlaskClient, key: str) -> FlaskClient:
    token = token_of(client.get("/login").text)
    assert client.post("/login", data={"key": key, "csrf_token": token}).status_code == 303
    return client


def test_a_training_s_figures_name_their_units(client: FlaskClient) -> None:
    with client.application.test_request_context():
        assert metric_named("ece").endswith('<small class="unit">probability points</small>')


def test_a_version_that_is_not_there_cannot_be_compared(client: FlaskClient) -> None:
    answer = client.get("/models/compare?before=1&after=<b>2")
    assert answer.status_code == 400
    assert "There is no version" in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"do": "start", "version": "4; rm"}, "needs a version"),
        ({"do": "start", "version": "--help"}, "needs a version"),
        ({"do": "start", "version": "4", "interval": "soon"}, "soon"),
        ({"do": "start", "version": "4", "strategy": "leap"}, "leap"),
        ({"do": "dance"}, "not known"),
        ({"do": "promote"}, "no rollout"),
    ],
    ids=["no number", "an option", "no interval", "no strategy", "no deed", "no rollout"],
)
def test_a_rollout_that_cannot_be_is_refused_with_a_sentence(
    client: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    token = token_of(client.get("/models").text)
    answer = client.post("/rollout", data=form | {"csrf_token": token})
    assert 400 <= answer.status_code < 600
    assert sentence in answer.text


def test_a_rollout_without_our_token_is_refused(client: FlaskClient) -> None:
    assert client.post("/rollout", data={"do": "start", "version": "4"}).status_code == 403


def test_a_median_stands_alone_where_there_is_no_interval(filled: Settings) -> None:
    with app_of(filled) as app:
        assert (
            "<small>of the stake, median +0.6\u00a0%, with the margin left in +5.3\u00a0%</small>"
            in app.test_client().get("/?bettor=ann").text
        )


def test_a_fault_of_ours_is_a_page_that_says_so(client: FlaskClient) -> None:
    def bug() -> str:
        raise RuntimeError("secret")

    client.application.view_functions["dashboard.glossary"] = bug
    answer = client.get("/glossary")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "Something failed on our side" in answer.text
    assert "secret" not in answer.text
