"""The pages in a real browser: no errors, no faults of accessibility, room on a phone, and forms that work."""

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from tests.browsers import NEEDS_CHROMIUM, Scheme, Site, asking, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
PAGES = (
    "/",
    "/performance?by=odds_band",
    "/over-time",
    "/calendar",
    "/periods",
    "/calibration",
    "/bets?q=over&sort=-stake",
    "/bet?id=",
    "/opportunities",
    "/scan",
    "/imports",
    "/models",
    "/runs",
    "/drift",
    "/bankroll",
    "/settings",
    "/glossary",
)


def address_of(site: Site, path: str) -> str:
    """A page's address; of the page of a bet, with the newest bet's id."""
    newest = asking(f"{site.url}/v1/bets?limit=1")["bets"][0]["bet_id"] if path.endswith("id=") else ""
    return site.url + path + newest


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_error_or_a_serious_fault_of_accessibility(
    chromium: "Browser", site: Site, scheme: Scheme, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    faults = []
    with opened(chromium, scheme, width=width) as one:
        for path in PAGES:
            one.page.goto(address_of(site, path))
            found = Axe().run(one.page).response["violations"]
            faults += [(path, fault["id"]) for fault in found if fault["impact"] in {"serious", "critical"}]
        assert (faults, one.faults) == ([], [])


SIDEWAYS = """() => [...document.querySelectorAll(".wide")]
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.getAttribute("aria-label"))"""


def test_no_page_is_wider_than_a_phone_and_no_table_scrolls_sideways(chromium: "Browser", site: Site) -> None:
    with opened(chromium, width=390) as one:
        for path in PAGES:
            one.page.goto(address_of(site, path))
            one.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert one.page.evaluate("document.documentElement.scrollWidth") <= 390, path
            assert one.page.evaluate(SIDEWAYS) == [], path
        one.page.goto(address_of(site, "/bets"))
        assert one.page.locator("table.sorted td").nth(3).get_attribute("data-label") == "Odds"


OVERLAPPING = """() => {
  const texts = [...document.querySelectorAll("svg")].flatMap(svg => {
    const marks = [...svg.querySelectorAll("text")].filter(mark => mark.checkVisibility() && mark.textContent.trim());
    return marks.map((mark, place) => [mark, marks.slice(place + 1)]);
  });
  return texts.flatMap(([one, others]) => others.filter(other => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  }).map(other => [one.textContent, other.textContent]));
}"""
CUT = """() => [...document.querySelectorAll("svg text")].filter(mark => {
  const box = mark.getBoundingClientRect(), page = document.documentElement.clientWidth;
  return mark.checkVisibility() && (box.left < -1 || box.right > page + 1) && !mark.closest(".wide");
}).map(mark => mark.textContent)"""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_mark_of_a_chart_is_cut_or_lies_on_another(chromium: "Browser", site: Site, width: int) -> None:
    marks = 0
    with opened(chromium, width=width) as one:
        for path in PAGES:
            one.page.goto(address_of(site, path))
            marks += one.page.evaluate(
                "[...document.querySelectorAll('svg text')].filter(m => m.checkVisibility()).length"
            )
            assert (path, one.page.evaluate(OVERLAPPING), one.page.evaluate(CUT)) == (path, [], [])
    assert marks > 50


def test_filters_are_in_the_address_and_narrow_the_figures(chromium: "Browser", site: Site) -> None:
    groups = asking(f"{site.url}/v1/performance?by=sportsbook")["groups"]
    book, bets = groups[0]["name"], groups[0]["figures"]["bets"]
    with opened(chromium) as one:
        one.page.goto(f"{site.url}/performance?by=month")
        one.page.get_by_text("Filters", exact=True).click()
        one.page.get_by_label("Sportsbook").select_option(book)
        one.page.get_by_role("button", name="Filter").click()
        one.page.wait_for_url("**sportsbook=**")
        assert "by=month" in one.page.url
        assert one.page.locator("dl.facts dd").first.inner_text().startswith(f"{bets:,}")
        one.page.get_by_role("link", name="market", exact=True).click()
        one.page.wait_for_url("**by=market**")
        assert "sportsbook=" in one.page.url


def test_the_table_can_be_downloaded(chromium: "Browser", site: Site) -> None:
    with opened(chromium) as one:
        one.page.goto(f"{site.url}/performance?by=league")
        with one.page.expect_download() as download:
            one.page.get_by_role("link", name="Download as CSV").click()
        rows = list(csv.DictReader(io.StringIO(download.value.path().read_text())))
    groups = asking(f"{site.url}/v1/performance?by=league")["groups"]
    assert [(row["league"], int(row["bets"])) for row in rows[1:]] == [
        (group["name"], group["figures"]["bets"]) for group in groups
    ]


def test_the_keyboard_reaches_the_content_first(chromium: "Browser", site: Site) -> None:
    with opened(chromium) as one:
        one.page.goto(site.url)
        one.page.keyboard.press("Tab")
        assert one.page.evaluate("document.activeElement.textContent") == "To the content"


def test_an_export_is_uploaded_and_its_bad_rows_are_decided_about(chromium: "Browser", site: Site) -> None:
    with opened(chromium) as one:
        one.page.goto(f"{site.url}/imports")
        one.page.get_by_label("Pikkit's export").set_input_files(site.more)
        one.page.get_by_role("button", name="Import", exact=True).click()
        one.page.get_by_text("new bets").wait_for()  # the page looks again by itself
        articles = one.page.locator("article[id^=row-]")
        before = articles.count()
        assert before > 0
        row = articles.filter(has_text=re.compile(r"odds\.")).first
        ref = str(row.get_attribute("id"))
        row.get_by_label(re.compile("Field of row")).select_option("odds")
        row.get_by_label(re.compile("New value")).fill("1.95")
        row.get_by_role("button", name="Correct").click()
        one.page.get_by_text("The row is corrected, and a bet now.").wait_for()
        assert one.page.locator(f"#{ref}").count() == 0
        one.page.locator("article[id^=row-]").first.get_by_role("button", name="Reject for good").click()
        one.page.get_by_text("The row is kept out for good.").wait_for()
        assert one.page.locator("article[id^=row-]").count() == before - 2
        one.page.set_viewport_size({"width": 390, "height": 900})
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert one.faults == []
