"""Figures in a real browser: names of axes that never overlap or are cut, terms that explain themselves, months."""

from typing import TYPE_CHECKING

import pytest

from tests.browsers import NEEDS_CHROMIUM, Scheme, Site, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
PAGES = ("/", "/performance?by=month", "/over-time", "/calendar", "/periods", "/calibration", "/glossary")
FAULTS = """() => {
    const found = [], wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) found.push(`the page is ${wide} wide`);
    for (const box of document.querySelectorAll("svg, .marks")) {
        const frame = box.getBoundingClientRect();
        const names = [...box.querySelectorAll(box.matches("svg") ? "text" : "span")]
            .map(one => [one.getBoundingClientRect(), one.textContent]).filter(([place]) => place.width);
        names.forEach(([a, name], number) => {
            if (box.matches("svg") && (a.left < frame.left - 1 || a.right > frame.right + 1))
                found.push(`cut: ${name}`);
            for (const [b, other] of names.slice(number + 1)) {
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (across > 0.5 && down > 1) found.push(`overlap: ${name}, ${other}`);
            }
        });
    }
    for (const table of document.querySelectorAll("table.forest"))
        if (table.scrollWidth > table.parentElement.clientWidth + 1) found.push(`cut: ${table.innerText.slice(0, 40)}`);
    return found;
}"""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_is_cut_nor_overlaps_and_axe_finds_no_fault(
    chromium: "Browser", site: Site, width: int, scheme: Scheme
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(chromium, scheme, width) as one:
        for path in PAGES:
            one.page.goto(site.url + path)
            assert one.page.evaluate(FAULTS) == [], path
            faults = Axe().run(one.page).response["violations"]
            assert [fault["id"] for fault in faults] == [], path
        assert one.faults == []


def test_a_term_opens_its_meaning_by_keyboard_and_closes_by_escape(chromium: "Browser", site: Site) -> None:
    with opened(chromium) as one:
        one.page.goto(f"{site.url}/performance")
        button = one.page.locator("th").get_by_role("button", name="ROI")
        meaning = one.page.locator("#term-roi")
        button.focus()
        assert not meaning.is_visible()
        one.page.keyboard.press("Enter")
        assert meaning.is_visible()
        assert "profit / stakes" in meaning.inner_text()
        one.page.keyboard.press("Escape")
        assert not meaning.is_visible()
        assert one.page.evaluate("document.activeElement.textContent") == "ROI"
        button.press("Enter")
        one.page.keyboard.press("Tab")
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/glossary#roi")


def test_months_are_stepped_through_by_keyboard_and_a_day_leads_to_its_bets(chromium: "Browser", site: Site) -> None:
    with opened(chromium, width=390) as one:
        one.page.goto(f"{site.url}/calendar")
        newest = one.page.locator(".months h2").inner_text()
        one.page.get_by_role("link", name="Earlier:").press("Enter")
        one.page.wait_for_url("**shown=**")
        assert one.page.locator(".months h2").inner_text() != newest
        one.page.get_by_role("link", name="Later:").press("Enter")
        one.page.get_by_role("heading", name=newest).wait_for()
        day = one.page.locator(".calendar td a").first
        said = str(day.get_attribute("aria-label"))
        day.press("Enter")
        one.page.wait_for_url("**settled_on=**")
        assert f": {one.page.locator('main table tbody tr').count()} bet" in said
