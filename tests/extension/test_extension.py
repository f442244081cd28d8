"""The extension, loaded in a real browser: its popup and settings, a chip at each price, what a click captures."""

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from pikkit.money.figure_writing import figure_writing
from pikkit.money.preferences import OddsNotation, Preferences
from tests.browsers import NEEDS_CHROMIUM, Site, asking
from tests.extension.capturing import captured, captures, closed_address, tell_address, wait_for_capture
from tests.extension.loading import SCORED, opened_page, shown, states, until, worker

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser"), pytest.mark.usefixtures("no_page_is_left")]


def test_the_popup_says_whether_pikkit_answers_and_for_whom(browser: "BrowserContext", site: Site) -> None:
    popup = opened_page(browser, "popup.html")
    bettor = asking(f"{site.url}/v1/me")["bettor"]
    popup.locator("#status.good", has_text=f"Connected. Scores for {bettor}.").wait_for()
    popup.get_by_text("This is no page of a site.").wait_for()
    popup.close()


def test_the_settings_say_why_nothing_can_be_scored(browser: "BrowserContext", site: Site) -> None:
    options = opened_page(browser, "options.html")
    save = options.get_by_role("button", name="Save")
    options.locator("#status.good").wait_for()
    options.get_by_label("Key, if it asks for one").fill("pikkit_no_key")
    save.click()
    options.locator("#status.bad", has_text="This key opens nothing").wait_for()
    options.get_by_label("Key, if it asks for one").fill("")
    options.get_by_label("Address of the API").fill(nowhere := closed_address())
    save.click()
    options.locator("#status.bad", has_text=f"Nothing answers at {nowhere}").wait_for()
    options.get_by_label("Address of the API").fill(site.url)
    save.click()
    options.locator("#status.good", has_text="Connected.").wait_for()
    options.close()


def test_an_address_of_the_network_needs_no_scheme_and_what_is_none_is_told(
    browser: "BrowserContext", site: Site
) -> None:
    options = opened_page(browser, "options.html")
    for said, answer in (("not an address", "That is no address"), ("ftp://127.0.0.1:8000", "That is no address")):
        options.get_by_label("Address of the API").fill(said)
        options.get_by_role("button", name="Save").click()
        options.locator("#status.bad", has_text=answer).wait_for()
    options.get_by_label("Address of the API").fill(site.url.removeprefix("http://"))
    options.get_by_role("button", name="Save").click()
    options.locator("#status.good", has_text="Connected.").wait_for()
    assert options.get_by_label("Address of the API").input_value() == site.url
    options.close()


def test_another_bettor_can_be_chosen(browser: "BrowserContext", site: Site) -> None:
    options = opened_page(browser, "options.html")
    own = str(asking(f"{site.url}/v1/me")["bettor"])
    for name in ("somebody else", ""):
        options.get_by_label("Bettor", exact=True).fill(name)
        options.get_by_role("button", name="Save").click()
        options.locator("#status.good", has_text=f"Scores for {name or own}.").wait_for()
    assert options.locator("#bettors option").first.get_attribute("value") == own
    options.close()


def test_each_price_gets_a_chip_with_its_value_and_the_reasons(browser: "BrowserContext", demo: "Page") -> None:
    seen = shown(browser, demo.url)
    assert len(seen["chips"]) == demo.locator("[data-odds]").count()
    chip = seen["chips"][0]
    card = shown(browser, demo.url, 0, "chip")["chips"][0]["card"]
    if chip["text"] == "price only":  # the machine is so busy that the predictor did not answer in time
        assert "At 1.95, prices alone say 51.3 %" in card
        return
    assert re.fullmatch(r"EV [+\u2212]?\d+\.\d %", chip["text"])
    assert chip["label"].endswith(f"{chip['text']} of the stake")
    assert "the price says so." in card
    assert "the price 1.95 says" in card


def test_a_card_says_where_the_same_bet_pays_more(browser: "BrowserContext", site: Site, demo_site: str) -> None:
    asking(f"{site.url}/v1/opportunities/scan")  # reads what is stored, which no score waits for
    page = browser.new_page()
    page.goto(demo_site)
    until(lambda: shown(browser, demo_site), lambda seen: states(seen) == SCORED)
    cards = [shown(browser, demo_site, index, "chip")["chips"][index]["card"] for index in (4, 3)]
    assert re.search(r"Better at Pinnacle: 2\.10, seen (just now|\d+ minutes? ago)\.", cards[0])
    assert "Better at" not in cards[1]


def test_prices_are_written_as_the_bettor_has_them_written(browser: "BrowserContext", site: Site, demo: "Page") -> None:
    known = asking(f"{site.url}/v1/preferences")["chosen"]
    address = f"{site.url}/v1/preferences"
    try:
        httpx.put(address, json=known | {"odds_format": "american"}, trust_env=False).raise_for_status()
        tell_address(browser, f"{site.url}/")  # another setting: what was known of the bettor is asked anew
        demo.reload()
        until(lambda: shown(browser, demo.url), lambda seen: states(seen) == SCORED)
        card = str(shown(browser, demo.url, 0, "chip")["chips"][0]["card"])
        assert "\u2212105" in card
        assert "1.95" not in card
    finally:
        httpx.put(address, json=known, trust_env=False).raise_for_status()
        tell_address(browser, site.url)


@pytest.mark.parametrize("notation", ["decimal", "american", "fractional"])
def test_prices_are_written_as_the_dashboard_writes_them(browser: "BrowserContext", notation: OddsNotation) -> None:
    prices = [
        *(1 + k / 97 for k in range(1, 200)),
        *(round(1.01 + 0.01 * k, 2) for k in range(400)),
        3.5,
        101.0,
        1234.5,
    ]
    writing = figure_writing(Preferences(odds_format=notation))
    page = opened_page(browser, "options.html")
    written = page.evaluate("([prices, way]) => prices.map((one) => pikkit.priceWritten(one, way))", [prices, notation])
    page.close()
    assert written == [writing.price(odds) for odds in prices]


def test_a_card_opens_by_mouse_and_by_key_and_closes_by_escape(browser: "BrowserContext", demo: "Page") -> None:
    chip = shown(browser, demo.url)["chips"][1]
    demo.mouse.click(chip["x"] + chip["width"] / 2, chip["y"] + chip["height"] / 2)
    assert shown(browser, demo.url)["chips"][1]["card"]
    demo.keyboard.press("Escape")
    assert not shown(browser, demo.url)["chips"][1]["card"]
    demo.keyboard.press("Enter")  # the chip has the focus
    assert shown(browser, demo.url)["chips"][1]["card"]
    demo.keyboard.press("Tab")
    assert shown(browser, demo.url)["focused"] == "Capture"
    demo.keyboard.press("Escape")  # the chip has it again, though the button that had it is gone
    assert shown(browser, demo.url)["focused"] == chip["text"]
    assert chip["height"] >= 24, "room for a finger (WCAG 2.2, 2.5.8)"


def test_a_chip_stands_at_its_price_when_the_page_moves(browser: "BrowserContext", demo: "Page") -> None:
    demo.evaluate("document.body.style.paddingTop = '150px'")

    def beside(seen: dict[str, list[dict[str, float]]]) -> bool:
        boxes = [price.bounding_box() for price in demo.locator("[data-odds]").all()]
        pairs = zip(seen["chips"], boxes, strict=True)
        return all(box and abs(chip["y"] + chip["height"] / 2 - box["y"] - box["height"]) < 12 for chip, box in pairs)

    until(lambda: shown(browser, demo.url), beside)


def test_prices_in_frames_are_scored_as_those_of_the_page_are(browser: "BrowserContext", demo_site: str) -> None:
    page = browser.new_page()
    outer = f'<h1>A board</h1><iframe src="{demo_site}"></iframe><iframe src="{demo_site}"></iframe>'
    page.route(f"{demo_site}/board", lambda route: route.fulfill(body=outer, content_type="text/html"))
    page.goto(f"{demo_site}/board")
    script = """async url => { const tab = (await chrome.tabs.query({})).find((one) => one.url?.startsWith(url));
      const func = () => [...document.documentElement.children].flatMap((one) =>
        [...(chrome.dom.openOrClosedShadowRoot(one)?.querySelectorAll(".at") ?? [])].map((box) => box.dataset.state));
      const frames = await chrome.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, func });
      return { chips: frames.flatMap((one) => one.result).map((state) => ({ state })) }; }"""
    until(lambda: dict(worker(browser).evaluate(script, demo_site)), lambda seen: states(seen) == SCORED * 2)
    page.close()


def test_prices_that_come_are_scored_and_those_that_go_forgotten(browser: "BrowserContext", demo: "Page") -> None:
    demo.evaluate("document.querySelector('li').after(document.querySelector('li').cloneNode(true))")
    until(lambda: shown(browser, demo.url), lambda seen: states(seen) == [*SCORED, "scored"])
    demo.evaluate("document.querySelectorAll('article')[1].remove()")
    until(lambda: shown(browser, demo.url), lambda seen: len(seen["chips"]) == 4)


def test_all_prices_of_a_page_are_one_request_and_a_refused_one_is_told(
    browser: "BrowserContext", demo_site: str, site: Site
) -> None:
    page = browser.new_page()
    page.route(demo_site, lambda route: route.fulfill(body=_changed(route.fetch().text()), content_type="text/html"))
    before = _requests(site)
    page.goto(demo_site)
    seen = until(lambda: shown(browser, demo_site), lambda seen: states(seen) == ["scored"] * 4 + ["failed"])
    assert "odds" in seen["chips"][4]["label"]
    assert _requests(site) - before == 2  # the second without the refused one
    page.close()


def test_a_price_that_changes_in_place_is_scored_anew_and_captured_as_it_is_now(
    browser: "BrowserContext", demo: "Page", site: Site
) -> None:
    demo.evaluate("document.querySelectorAll('[data-odds]')[1].dataset.odds = '9.75'")
    until(lambda: shown(browser, demo.url, 1, "chip"), lambda seen: "9.75" in seen["chips"][1]["card"])
    shown(browser, demo.url, 1, "Capture")
    until(lambda: shown(browser, demo.url), lambda seen: states(seen)[1] == "captured")
    wait_for_capture(site, 9.75)


def test_one_click_captures_once_however_often_it_is_clicked(
    browser: "BrowserContext", demo_site: str, site: Site
) -> None:
    before = len(captures(site))
    for _ in range(2):
        page = browser.new_page()
        page.goto(demo_site)
        until(lambda: shown(browser, demo_site), lambda seen: states(seen) == SCORED)
        assert "Captured" in captured(browser, demo_site, 0, "captured")
        page.close()
    kept = captures(site)
    assert len(kept) == before + 1
    assert (kept[0]["subject"], kept[0]["odds"], kept[0]["status"]) == ("Arsenal", 1.95, "new")
    assert kept[0]["raw"] == "Arsenal Moneyline 1.95 (Chelsea @ Arsenal)"
    options = opened_page(browser, "options.html")
    options.locator("#captures tbody tr", has_text="Arsenal Moneyline 1.95").first.wait_for()
    options.close()


def test_a_capture_without_an_answer_is_kept_and_sent_when_the_api_is_back(
    browser: "BrowserContext", demo: "Page", site: Site
) -> None:
    tell_address(browser, nowhere := closed_address())
    assert f"Nothing answers at {nowhere}" in captured(browser, demo.url, 3, "kept")
    assert not [one for one in captures(site) if one["odds"] == 2.45]
    tell_address(browser, site.url)
    popup = opened_page(browser, "popup.html")
    popup.locator("#pending").wait_for(state="hidden")
    popup.get_by_text("Connected.").wait_for()
    wait_for_capture(site, 2.45)
    popup.close()


def _changed(page: str) -> str:
    return page.replace('data-odds="10/11"', 'data-odds="0.4"')


def _requests(site: Site) -> float:
    lines = httpx.get(f"{site.url}/metrics", trust_env=False).text.splitlines()
    return sum(
        float(line.rpartition(" ")[2]) for line in lines if "score.score_batch" in line and "requests_total" in line
    )
