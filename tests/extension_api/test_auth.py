"""Who may call what: keys and their scopes, and that nobody sees another's bets."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask

from pikkit.extension_api.extensions import held_by
from pikkit.keys import Scope, key_ring
from pikkit.store import open_store
from tests.extension_api.callers import bearer, make_key, settings
from tests.extension_api.service import app_of
from tests.store.builders import make_bets

PUBLIC = {"/health", "/ready", "/login", "/logout", "/static/<path:filename>"}
PUBLIC_FILES = (".css", ".js", ".svg", ".ico")
"""What the login page may need."""


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    with app_of(settings(home)) as app:
        yield app


def routes(app: APIFlask) -> list[tuple[str, str]]:
    """Every address with every method it answers; a part of an address is the first of its words, or "other"."""
    return [
        (method, re.sub(r"<[^>]+>", "other", re.sub(r"<any\((\w+)[^>]+>", r"\1", rule.rule)))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.rule not in PUBLIC and not rule.rule.endswith(PUBLIC_FILES)
    ]


def test_no_key_is_needed_on_this_machine_until_there_is_one(app: APIFlask) -> None:
    client = app.test_client()
    assert client.get("/v1/imports").status_code == 200
    key = make_key(app)
    assert client.get("/v1/imports").status_code == 401
    assert client.get("/v1/imports", headers=bearer(key)).status_code == 200


@pytest.mark.parametrize("host", ["pikkit.example:8000", "169.254.169.254"])
def test_a_name_that_was_made_to_point_here_is_not_this_machine(app: APIFlask, host: str) -> None:
    assert app.test_client().get("/v1/imports", headers={"Host": host}).status_code == 401


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Forwarded", "for=127.0.0.1"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Host", "localhost"),
        ("x-forwarded-proto", "https"),
        ("X-Forwarded-Server", "a"),
        ("Via", "1.1 proxy"),
        ("X-Real-IP", "127.0.0.1"),
        ("CF-Connecting-IP", "127.0.0.1"),
        ("Fly-Client-IP", "127.0.0.1"),
        ("Fastly-Client-IP", "127.0.0.1"),
        ("X-Cluster-Client-Ip", "127.0.0.1"),
        ("X-Envoy-External-Address", "127.0.0.1"),
        ("X-Original-Forwarded-For", "127.0.0.1"),
        ("X-ProxyUser-Ip", "127.0.0.1"),
        ("X-Amzn-Trace-Id", "a"),
        ("Tailscale-User-Login", "ann"),
        ("CDN-Loop", "cloudflare"),
        ("Max-Forwards", "5"),
    ],
)
def test_what_a_proxy_passed_on_is_not_this_machines(app: APIFlask, name: str, value: str) -> None:
    assert app.test_client().get("/v1/imports", headers={name: value}).status_code == 401


@pytest.mark.parametrize("host", ["[::1", "localhost, evil.example", "localhost@evil.example", "127.1.evil", ""])
def test_a_host_that_is_none_is_not_this_machine(app: APIFlask, host: str) -> None:
    assert app.test_client().get("/v1/imports", headers={"Host": host}).status_code in {400, 401}
    origin = {"Origin": "http://[::1"}
    assert app.test_client().post("/v1/opportunities", json={}, headers=origin).status_code == 403


def test_an_address_others_can_reach_needs_a_key_from_the_start(home: Path) -> None:
    with app_of(settings(home, host="0.0.0.0")) as app:  # noqa: S104 (nothing listens)
        assert app.test_client().get("/v1/imports").status_code == 401


def test_the_sample_names_the_command_that_makes_a_key_of_its_own(home: Path) -> None:
    with app_of(settings(home, host="0.0.0.0", sample=True)) as app:  # noqa: S104 (nothing listens)
        client = app.test_client()
        assert "pikkit keys create --sample makes a KEY" in client.get("/v1/imports").text
        assert "<code>pikkit keys create --sample</code>" in client.get("/login").text


def test_every_route_but_health_needs_a_key(app: APIFlask) -> None:
    make_key(app)
    for method, path in routes(app):
        answer = app.test_client().open(path, method=method, json={} if method != "GET" else None)
        assert answer.status_code == 401, (method, path)
        assert "Say who you are" in answer.get_data(as_text=True)
        if not answer.content_type.startswith("text/html"):
            assert answer.get_json()["error"]["code"] == "unauthenticated"
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_only_pages_refuse_by_a_page(app: APIFlask) -> None:
    make_key(app)
    client = app.test_client()
    found = {path: client.open(path, method=method).content_type for method, path in routes(app)}
    pages = {path for path, kind in found.items() if kind.startswith("text/html")}
    assert pages
    assert not any(path.startswith("/v1/") or path == "/metrics" for path in pages)


@pytest.mark.parametrize("bad", ["pikkit_abc_def", "nonsense", "a.b.c", "", "é"])
def test_a_wrong_key_is_refused_even_where_none_is_needed(app: APIFlask, bad: str) -> None:
    answer = app.test_client().get("/v1/imports", headers=bearer(f"{bad}x"))
    assert answer.status_code == 401
    assert bad == "" or bad not in answer.get_data(as_text=True)


def test_a_revoked_key_opens_nothing_at_once(app: APIFlask) -> None:
    key = make_key(app)
    client = app.test_client()
    assert client.get("/v1/imports", headers=bearer(key)).status_code == 200
    key_ring(held_by(app).settings).revoke(key.split("_")[1])
    assert client.get("/v1/imports", headers=bearer(key)).status_code == 401


@pytest.mark.parametrize(
    ("scope", "allowed"), [(Scope.SCORE, "/v1/score"), (Scope.READ, "/v1/imports"), (Scope.WRITE, "/v1/opportunities")]
)
def test_a_key_does_what_its_scope_says_and_nothing_else(app: APIFlask, scope: Scope, allowed: str) -> None:
    headers = bearer(make_key(app, "ann", scope))
    bet = {"sportsbook": "x", "odds": 2}
    client = app.test_client()
    statuses = {
        "/v1/score": client.post("/v1/score", json=bet, headers=headers).status_code,
        "/v1/imports": client.get("/v1/imports", headers=headers).status_code,
        "/v1/opportunities": client.post(
            "/v1/opportunities", json={**bet, "client_key": "a"}, headers=headers
        ).status_code,
    }
    assert {path for path, status in statuses.items() if status < 300} == {allowed}
    assert {status for status in statuses.values() if status >= 300} == {403}


def test_nobody_sees_anothers_through_any_route(app: APIFlask) -> None:
    store = open_store(held_by(app).settings.resolved_store_url)
    store.upsert(make_bets({"bettor": "bob", "sportsbook": "BobsOwnBook", "bet_info": "BobsOwnBet"}))
    store.close()
    ann, bob = bearer(make_key(app, "ann")), bearer(make_key(app, "bob"))
    client = app.test_client()
    seen = {"sportsbook": "BobsOwnBook", "odds": 2, "client_key": "other", "raw": "BobsOwnBet"}
    assert client.post("/v1/opportunities", json=seen, headers=bob).status_code == 201
    held_by(app).deliverer.step()
    job = held_by(app).imports.put("bob", "BobsOwnFile.csv", [b"x"])
    assert "BobsOwn" in client.get("/v1/opportunities", headers=bob).get_data(as_text=True)
    assert "BobsOwn" in client.get("/v1/bets", headers=bob).get_data(as_text=True)
    for method, path in [*routes(app), ("GET", f"/v1/imports/{job.id}")]:
        for whose in ("", "?bettor=bob"):
            body = {"status": "dismissed", **seen, "bettor": "bob"} if method != "GET" else None
            headers = {**ann, "X-Pikkit-Bettor": "bob", "Accept": "*/*"}
            answer = client.open(f"{path}{whose}", method=method, json=body, headers=headers)
            assert "BobsOwn" not in answer.get_data(as_text=True), (method, path)
            assert answer.status_code != 500, (method, path)
    assert client.patch("/v1/opportunities/other", json={"status": "dismissed"}, headers=ann).status_code == 404
    (kept,) = client.get("/v1/opportunities", headers=bob).get_json()["opportunities"]
    assert kept["status"] == "new"
    assert client.get(f"/v1/imports/{job.id}", headers=bob).status_code == 200


def test_an_operator_names_the_bettor(app: APIFlask) -> None:
    headers = bearer(make_key(app, "ann", *Scope))
    client = app.test_client()
    seen = {"sportsbook": "x", "odds": 2, "client_key": "a"}
    kept = client.post("/v1/opportunities", json=seen, headers={**headers, "X-Pikkit-Bettor": "bob"}).get_json()
    assert kept["opportunity"]["bettor"] == "bob"


def test_too_many_requests_are_a_429_for_that_caller_alone(home: Path) -> None:
    with app_of(settings(home, api_rate_limit="3/minute")) as app:
        ann, bob = bearer(make_key(app, "ann")), bearer(make_key(app, "bob"))
        client = app.test_client()
        statuses = [client.get("/v1/imports", headers=ann).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert client.get("/v1/imports", headers=bob).status_code == 200
        refused = client.get("/v1/imports", headers=ann)
        assert refused.get_json()["error"]["code"] == "too_many_requests"
        assert int(refused.headers["Retry-After"]) > 0
        assert "Retry-After" not in client.get("/v1/imports", headers=bob).headers
        assert [client.get("/health").status_code for _ in range(5)] == [200] * 5
