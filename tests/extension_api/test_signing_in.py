"""Signing in by a page: what the cookie stands for, and that no other site sends anything in its name."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from pikkit.extension_api.extensions import held_by
from pikkit.keys import key_ring
from tests.extension_api.callers import make_key, settings
from tests.extension_api.service import app_of


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    with app_of(settings(home)) as app:
        yield app


def sign_in(client: FlaskClient, key: str) -> int:
    page = client.get("/login").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return client.post("/login", data={"csrf_token": found[1], "key": key, "next": "//evil.example"}).status_code


def test_the_cookie_stands_for_the_key_until_it_is_revoked(app: APIFlask) -> None:
    key = make_key(app)
    client = app.test_client()
    assert sign_in(client, "pikkit_no_key") == 401
    assert client.get("/v1/imports").status_code == 401
    assert sign_in(client, key) == 303
    assert client.get("/v1/imports").status_code == 200
    key_ring(held_by(app).settings).revoke(key.split("_")[1])
    assert client.get("/v1/imports").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: APIFlask) -> None:
    cookie = app.test_client().get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_signing_in_goes_on_to_a_page_of_ours_only(app: APIFlask) -> None:
    key, client = make_key(app), app.test_client()
    token_ = re.search(r'csrf_token" value="([^"]+)"', client.get("/login").get_data(as_text=True))
    assert token_
    answer = client.post("/login", data={"csrf_token": token_[1], "key": key, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_form_without_its_token_is_refused(app: APIFlask) -> None:
    key, client = make_key(app), app.test_client()
    assert client.post("/login", data={"key": key}).status_code == 403
    assert sign_in(client, key) == 303
    upload = {"file": (BytesIO(b"x"), "x.csv")}
    assert client.post("/v1/imports", data=upload, content_type="multipart/form-data").status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_of_another_site_sends_nothing(app: APIFlask, headers: dict[str, str]) -> None:
    bet = {"sportsbook": "x", "odds": 2, "client_key": "a"}
    assert app.test_client().post("/v1/opportunities", json=bet, headers=headers).status_code == 403
