"""A web page whose name was made to point at this machine, in a real browser: DNS rebinding, after the name changed.

The browser resolves the attacker's name to loopback, as it does once the attacker changed his DNS. Its scripts then run
with the origin ``http://evil.test:PORT``, which is the API's own port: no CORS is in their way, only the API is.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsers import ARGUMENTS, CHROMIUM, NEEDS_CHROMIUM, WAIT_MS, asking

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
_FETCH = """async ([method, path, type, body]) => {
    const headers = type ? {"Content-Type": type} : {};
    const answer = await fetch(path, {method, headers, body: body || undefined, redirect: "manual"});
    return [answer.status, answer.status ? await answer.text() : ""];
}"""
_READING = [
    "/v1/bets",
    "/v1/performance",
    "/v1/opportunities",
    "/v1/imports",
    "/v1/models",
    "/v1/drift",
    "/metrics",
    "/",
]
_READING += [
    "/bets",
    "/imports",
    "/performance",
    "/opportunities",
    "/models",
    "/drift",
    "/calibration",
    "/openapi.json",
]
_BET = '{"sportsbook": "x", "odds": 2, "client_key": "rebound"}'
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_SENDING = [
    ("POST", "/v1/score", _JSON, _BET),
    ("POST", "/v1/opportunities", _JSON, _BET),
    ("POST", "/v1/opportunities", "text/plain", _BET),
    ("PATCH", "/v1/opportunities/rebound", _JSON, '{"status": "placed"}'),
    ("POST", "/v1/imports", _FORM, "file=x"),
    ("POST", "/imports", _FORM, "file=x"),
    ("POST", "/imports/rows/0", _FORM, "decision=accept"),
    ("POST", "/login", _FORM, "key=x"),
]


@pytest.fixture(scope="module")
def rebound(playwright_driver: "Playwright", address: str) -> Iterator["Page"]:
    """A page of ``evil.test``, whose name leads to the API."""
    rules = "--host-resolver-rules=MAP evil.test 127.0.0.1, MAP *.rebind.test 127.0.0.1"
    browser = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules])
    page = browser.new_page(bypass_csp=True)  # the attacker's own page has no such policy
    page.set_default_timeout(WAIT_MS)
    page.goto(f"http://evil.test:{address.rpartition(':')[2]}/health")  # public: there a script can run
    assert page.evaluate("location.hostname") == "evil.test"
    yield page
    browser.close()


@pytest.mark.parametrize("path", _READING)
def test_a_rebound_page_reads_nothing(rebound: "Page", address: str, path: str) -> None:
    status, said = rebound.evaluate(_FETCH, ["GET", path, "", ""])
    if path == "/openapi.json":  # what the API is like is known to everybody
        assert status in {200, 401}
        return
    assert status in {0, 302, 401, 404}, said  # 0: led to the login page
    assert "bettor_of_the_machine" not in said


@pytest.mark.parametrize(("method", "path", "kind", "body"), _SENDING)
def test_a_rebound_page_changes_nothing(rebound: "Page", method: str, path: str, kind: str, body: str) -> None:
    status, said = rebound.evaluate(_FETCH, [method, path, kind, body])
    assert status in {401, 403}, said


def test_after_all_that_nothing_was_captured_and_the_owner_is_served(rebound: "Page", address: str) -> None:
    rebound.evaluate(_FETCH, ["POST", "/v1/opportunities", _JSON, _BET])
    assert asking(f"{address}/v1/opportunities")["opportunities"] == []
    assert asking(f"{address}/v1/bets?limit=1")["bets"]


def test_a_page_of_another_origin_reads_and_changes_nothing_either(rebound: "Page", address: str) -> None:
    """Without rebinding: the same from another name, straight at the loopback address, with and without CORS."""
    rebound.goto(f"http://a.rebind.test:{address.rpartition(':')[2]}/health")
    tried = rebound.evaluate(
        """async ([url, body]) => {
            const tried = [];
            for (const mode of ["cors", "no-cors"]) {
                for (const [path, options] of [["/v1/bets", {}], ["/v1/opportunities", {method: "POST", body}]]) {
                    try {
                        const answer = await fetch(url + path, {...options, mode, credentials: "include"});
                        tried.push(answer.type === "opaque" ? "" : await answer.text());
                    } catch { tried.push(""); }
                }
            }
            return tried;
        }""",
        [address, _BET],
    )
    assert tried == ["", "", "", ""]
    assert asking(f"{address}/v1/opportunities")["opportunities"] == []
