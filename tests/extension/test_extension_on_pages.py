"""Between the extension and any page: the text selected there, and what pages cannot find out of the extension."""

from typing import TYPE_CHECKING

import pytest

from tests.browsers import NEEDS_CHROMIUM
from tests.extension.loading import ID, SCORED, opened_page, shown, states, until, worker

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser"), pytest.mark.usefixtures("no_page_is_left")]


@pytest.mark.parametrize(
    ("text", "odds", "words"),
    [
        ("Over 4.5 Kyrie Irving Points 1.91", "1.91", "Over 4.5 Kyrie Irving Points"),
        ("Boston Celtics -1.5 \u2212110", "-110", "Boston Celtics -1.5"),
        ("5/2 Arsenal", "5/2", "Arsenal"),
        ("  Chelsea\n 2.05 ", "2.05", "Chelsea"),
        ("Chelsea EVS", "1/1", "Chelsea"),
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
    page = opened_page(browser, "popup.html")
    page.add_script_tag(url=f"chrome-extension://{ID}/content/price_text.js")
    read = page.evaluate("text => globalThis.pikkit.priceText.read(text)", text)
    assert read == (None if odds is None else {"odds": odds, "words": words})
    page.close()


def test_a_selected_line_gets_a_chip_and_one_without_a_price_a_sentence(
    browser: "BrowserContext", demo: "Page"
) -> None:
    demo.locator("#text").select_text()
    _score_selection(browser, demo.url)
    until(lambda: shown(browser, demo.url), lambda seen: states(seen) == [*SCORED, "scored"])
    demo.locator("h1").select_text()
    _score_selection(browser, demo.url)
    seen = until(lambda: shown(browser, demo.url), lambda seen: bool(seen["notice"]))
    assert seen["notice"].startswith("There is no price in «Pikkit Demo Book».")


def test_a_page_that_lets_nobody_in_is_told_at_the_button(browser: "BrowserContext") -> None:
    page = browser.new_page()
    page.goto("chrome://version")  # whose address an extension is not told
    script = """async () => { const tab = (await chrome.tabs.query({})).find((one) => !one.url);
      await scoreSelection(tab.id, 0, "");
      return chrome.action.getTitle({ tabId: tab.id }); }"""
    assert worker(browser).evaluate(script).startswith("Pikkit cannot read this page: ")
    page.close()


def test_a_page_cannot_tell_that_it_is_installed(browser: "BrowserContext", demo: "Page") -> None:
    """Neither by what it could load of the extension, nor by what is among its elements, nor by names."""
    loads = "async url => { try { await fetch(url); return true } catch { return false } }"
    for file in ("manifest.json", "content/main.js", "icons/48.png", "adapters/demo.js"):
        assert not demo.evaluate(loads, f"chrome-extension://{ID}/{file}")
    assert demo.evaluate("typeof globalThis.pikkit") == "undefined"
    assert demo.evaluate("document.body.querySelectorAll('*').length") == demo.evaluate(
        "new DOMParser().parseFromString(document.body.innerHTML, 'text/html').body.querySelectorAll('*').length"
    )
    tags = set()
    for _ in range(2):
        demo.reload()
        until(lambda: shown(browser, demo.url), lambda seen: states(seen) == SCORED)
        ours = demo.evaluate("[...document.documentElement.children].slice(2).map(e => [e.tagName, e.shadowRoot])")
        assert [root for _, root in ours] == [None]
        tags.add(ours[0][0])
    assert len(tags) == 2


def test_content_scripts_do_not_see_the_key(browser: "BrowserContext", demo: "Page") -> None:
    script = """async url => { const tab = (await chrome.tabs.query({})).find((one) => one.url?.startsWith(url));
      const func = () => chrome.storage.local.get().then((kept) => Object.keys(kept), (error) => error.message);
      return (await chrome.scripting.executeScript({ target: { tabId: tab.id }, func }))[0].result; }"""
    assert "not allowed from this context" in worker(browser).evaluate(script, demo.url)


def _score_selection(browser: "BrowserContext", url: str) -> None:
    """What the menu entry does: the menu itself is the browser's, out of reach of a test."""
    script = """async url => { const tab = (await chrome.tabs.query({})).find((one) => one.url?.startsWith(url));
      await scoreSelection(tab.id, 0, ""); }"""
    worker(browser).evaluate(script, url)
