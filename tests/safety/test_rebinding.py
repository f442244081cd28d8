"""DNS rebinding and cross-site requests from pages in a real browser: what they read of our servers."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browsers import ARGUMENTS, CHROMIUM, NEEDS_CHROMIUM
from tests.servers import Running, running
from tests.trained import process_environment

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("rebinding")]
EVIL = "evil.example"
ASK = """async ([url, path, body]) => {
  const told = {};
  const asked = {
    get: () => fetch(url + path),
    simple: () => fetch(url + path, {method: "POST", body, headers: {"content-type": "text/plain"}}),
    json: () => fetch(url + path, {method: "POST", body, headers: {"content-type": "application/json"}}),
    blind: () => fetch(url + path, {method: "POST", body, mode: "no-cors"}),
  };
  for (const [name, ask] of Object.entries(asked)) {
    try {
      const answer = await ask();
      told[name] = [answer.status, await answer.text()];
    } catch (error) {
      told[name] = [0, String(error)];
    }
  }
  return told;
}"""
BET = json.dumps({"instances": [{"sportsbook": "DraftKings", "odds": 2.0}]})


@pytest.fixture(scope="module")
def predictor_alone() -> Iterator[Running]:
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        yield server


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    env = process_environment(tmp_path_factory.mktemp("rebound"))
    with running(["-m", "pikkit.inference.drift_detector", "--port", "0"], env) as server:
        yield server


@pytest.fixture(scope="module")
def evil_page() -> Iterator[int]:
    """The port of a page of somebody else's."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>win big</p>")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def asked_by_a_page(driver: "Playwright", page_url: str, target: str, path: str) -> dict[str, Any]:
    """What a page reads of a target, in a browser to which every name of evil.example is this machine."""
    rules = f"--host-resolver-rules=MAP *.{EVIL} 127.0.0.1,MAP {EVIL} 127.0.0.1"
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules])
    try:
        page = browser.new_page()
        page.goto(page_url)
        return dict(page.evaluate(ASK, [target, path, BET]))
    finally:
        browser.close()


@pytest.mark.parametrize("path", ["/v1/models/pikkit:predict", "/v2/models/pikkit", "/metrics"])
def test_a_page_whose_name_was_made_to_point_here_reads_no_score(
    playwright_driver: "Playwright", predictor_alone: Running, path: str
) -> None:
    """The page itself comes from the predictor's own port, by the evil name: to the browser, both are one site."""
    rebound = f"http://{EVIL}:{urlsplit(predictor_alone.url).port}"
    said = asked_by_a_page(playwright_driver, f"{rebound}/", rebound, path)
    assert {status for status, _ in said.values()} == {403}
    assert not [text for _, text in said.values() if "p_win" in text or "pikkit_" in text or "price-only" in text]


def test_a_page_whose_name_was_made_to_point_here_sends_no_events(
    playwright_driver: "Playwright", detector: Running
) -> None:
    rebound = f"http://{EVIL}:{urlsplit(detector.url).port}"
    said = asked_by_a_page(playwright_driver, f"{rebound}/", rebound, "/")
    assert {status for status, _ in said.values()} == {403}


def test_a_page_of_another_site_reads_and_sends_nothing(
    playwright_driver: "Playwright", predictor_alone: Running, evil_page: int
) -> None:
    log_before = len(predictor_alone.log)
    page = f"http://{EVIL}:{evil_page}/"
    said = asked_by_a_page(playwright_driver, page, predictor_alone.url, "/v1/models/pikkit:predict")
    assert {status for status, _ in said.values()} == {0}  # the browser lets it read nothing
    assert not [text for _, text in said.values() if "p_win" in text]
    assert "Traceback" not in "".join(predictor_alone.log[log_before:])
