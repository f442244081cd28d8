"""The extension, loaded in a real browser: a badge on the demo page, a capture with one click, found in the store."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import ARGUMENTS, CHROMIUM, NEEDS_CHROMIUM, WAIT_MS, Site, asking
from tests.servers import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
FOLDER = ROOT / "extension"
ID = "adebllnnkklkfinlcohnclmhcgoalgld"


@contextmanager
def loaded(driver: "Playwright", profile: Path, address: str) -> "Iterator[BrowserContext]":
    """A browser with the extension, which is told the address of the API by its popup."""
    arguments = [*ARGUMENTS, "--headless=new", f"--disable-extensions-except={FOLDER}", f"--load-extension={FOLDER}"]
    context = driver.chromium.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=arguments, headless=False, ignore_default_args=_NEW_HEADLESS
    )
    context.set_default_timeout(WAIT_MS)
    try:
        popup = context.new_page()
        popup.goto(f"chrome-extension://{ID}/popup.html")
        popup.get_by_label("Address of the API").fill(address)
        popup.get_by_role("button", name="Save").click()
        popup.locator("#status").filter(has_not_text="Asking").wait_for()
        yield context
    finally:
        context.close()


_NEW_HEADLESS = ["--disable-extensions", "--disable-component-extensions-with-background-pages"]


@pytest.fixture(scope="module")
def browser(
    playwright_driver: "Playwright", site: Site, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[BrowserContext]":
    with loaded(playwright_driver, tmp_path_factory.mktemp("profile"), site.url) as context:
        yield context


def captures(site: Site) -> list[dict[str, object]]:
    return list(asking(f"{site.url}/v1/opportunities?limit=100")["opportunities"])


def test_the_popup_says_whether_pikkit_answers(browser: "BrowserContext", site: Site) -> None:
    page = browser.new_page()
    page.goto(f"chrome-extension://{ID}/popup.html")
    page.get_by_text("Connected.").wait_for()
    assert page.get_by_label("Address of the API").input_value() == site.url
    page.close()


def test_the_popup_says_why_nothing_can_be_scored(browser: "BrowserContext", site: Site) -> None:
    popup = browser.new_page()
    popup.goto(f"chrome-extension://{ID}/popup.html")
    popup.get_by_label("Key, if it asks for one").fill("pikkit_no_key")
    popup.get_by_role("button", name="Save").click()
    popup.locator("#status.bad", has_text="This key opens nothing").wait_for()
    popup.get_by_label("Key, if it asks for one").fill("")
    popup.get_by_label("Address of the API").fill(nowhere := _closed_address())
    popup.get_by_role("button", name="Save").click()
    popup.locator("#status.bad", has_text=f"Nothing answers at {nowhere}").wait_for()
    popup.get_by_label("Address of the API").fill(site.url)
    popup.get_by_role("button", name="Save").click()
    popup.locator("#status.good", has_text="Connected.").wait_for()
    popup.close()


def test_each_price_of_the_demo_page_gets_a_badge_with_its_reason(browser: "BrowserContext", demo_site: str) -> None:
    page = browser.new_page()
    page.goto(demo_site)
    page.locator("pikkit-badge[data-state=scored]").nth(4).wait_for()
    assert page.locator("pikkit-badge").count() == page.locator("[data-odds]").count() == 5
    badge = page.locator("pikkit-badge .badge").first
    assert re.match(r"(bet|lean|pass) [+-]?\d+\.\d %", badge.inner_text())
    assert "the price says so" in str(badge.get_attribute("title"))
    page.close()


def test_one_click_captures_once_however_often_it_is_clicked(
    browser: "BrowserContext", demo_site: str, site: Site
) -> None:
    before = len(captures(site))
    for _ in range(2):
        page = browser.new_page()
        page.goto(demo_site)
        page.locator("pikkit-badge").first.get_by_role("button", name="Capture").click()
        page.locator("pikkit-badge[data-state=captured]").first.wait_for()
        page.close()
    kept = captures(site)
    assert len(kept) == before + 1
    assert (kept[0]["subject"], kept[0]["odds"], kept[0]["status"]) == ("Arsenal", 1.95, "new")
    assert kept[0]["raw"] == "Arsenal Moneyline 1.95 (Chelsea @ Arsenal)"


def test_a_capture_without_an_answer_is_kept_and_sent_when_the_api_is_back(
    browser: "BrowserContext", demo_site: str, site: Site
) -> None:
    nowhere = _closed_address()
    page = browser.new_page()
    page.goto(demo_site)
    page.locator("pikkit-badge[data-state=scored]").nth(4).wait_for()
    _tell_address(browser, nowhere)
    page.locator("pikkit-badge").nth(3).get_by_role("button", name="Capture").click()
    page.locator("pikkit-badge[data-state=kept]").wait_for()
    page.close()
    assert not [one for one in captures(site) if one["odds"] == 2.45]
    _tell_address(browser, site.url)
    popup = browser.new_page()
    popup.goto(f"chrome-extension://{ID}/popup.html")
    popup.locator("#pending").wait_for(state="hidden")
    popup.get_by_text("Connected.").wait_for()
    _wait_for_capture(site, 2.45)
    popup.close()


@pytest.mark.parametrize(
    ("text", "odds", "words"),
    [
        ("Over 4.5 Kyrie Irving Points 1.91", "1.91", "Over 4.5 Kyrie Irving Points"),
        ("Boston Celtics -1.5 \u2212110", "-110", "Boston Celtics -1.5"),
        ("5/2 Arsenal", "5/2", "Arsenal"),
        ("  Chelsea\n 2.05 ", "2.05", "Chelsea"),
        ("1.5", "1.5", ""),
        ("no price here", None, None),
        ("Over 24.5", None, None),
        ("Kyrie Irving Points Under 24.5", None, None),
        ("Total 2.25", None, None),
        ("24.5 Over", None, None),
        ("Kyrie Irving Points 24.5", None, None),
        ("1.91 Over 24.5", "1.91", "Over 24.5"),
        ("Over 24.5 1.91", "1.91", "Over 24.5"),
        ("Celtics Spread \u2212110", "-110", "Celtics Spread"),
        ("Over 24.5 Points 2.25", "2.25", "Over 24.5 Points"),
        ("", None, None),
    ],
)
def test_selected_text_is_read(browser: "BrowserContext", text: str, odds: str | None, words: str | None) -> None:
    page = browser.new_page()
    page.goto(f"chrome-extension://{ID}/popup.html")
    script = "async text => (await import('/adapters/selection.js')).read(text)"
    assert page.evaluate(script, text) == (None if odds is None else {"odds": odds, "words": words})
    page.close()


def test_a_selected_line_gets_a_badge_by_the_menu(browser: "BrowserContext", demo_site: str) -> None:
    page = browser.new_page()
    page.goto(demo_site)
    page.locator("pikkit-badge[data-state=scored]").nth(4).wait_for()
    page.locator("#text").select_text()
    # What the menu entry does: the menu itself is the browser's, out of reach of a test.
    worker = browser.service_workers[0]
    worker.evaluate(
        """async url => { const [tab] = (await chrome.tabs.query({})).filter(one => one.url?.startsWith(url));
           await chrome.tabs.sendMessage(tab.id, { kind: "selection" }); }""",
        demo_site,
    )
    page.locator("#text + pikkit-badge[data-state=scored]").wait_for()
    page.close()


def _closed_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


def _tell_address(browser: "BrowserContext", address: str) -> None:
    browser.service_workers[0].evaluate("address => chrome.storage.local.set({ address })", address)


def _wait_for_capture(site: Site, odds: float) -> None:
    end = time.monotonic() + WAIT_MS / 1000
    while not any(one["odds"] == odds for one in captures(site)):
        assert time.monotonic() < end, "the capture was not sent"
        time.sleep(0.1)
