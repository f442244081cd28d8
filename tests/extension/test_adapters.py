"""What the adapters read of pages that are built as the books' are (rewritten, no copied content), and its meaning."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pikkit.bets.bet_info.in_book import in_book
from pikkit.bets.bet_info.parse import leg_fields
from tests.browsers import NEEDS_CHROMIUM, Site
from tests.extension.loading import everywhere, loaded, shown, states, until, worker

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
PAGES = Path(__file__).parent / "pages"
_READ = """async (url) => {
  const tab = (await chrome.tabs.query({})).find((one) => one.url === url);
  const func = () => pikkit.adapters.offered(pikkit.adapters.of(document), document).map((found) => found.bet);
  return (await chrome.scripting.executeScript({ target: { tabId: tab.id }, func }))[0].result;
}"""

BOARD = {
    ("moneyline", "away", None): {"+150"},
    ("moneyline", "home", None): {"-180"},
    ("spread", "away", 4.5): {"-110"},
    ("spread", "home", -4.5): {"-110"},
    ("total", "over", 221.5): {"-108"},
    ("total", "under", 221.5): {"-112"},
}
"""An American board: market, side and line to price."""
COUPON = {
    ("moneyline", "home", None): {"1.95", "6/4"},
    ("moneyline", "draw", None): {"3.60", "12/5"},
    ("moneyline", "away", None): {"3.80", "1/1"},
}
SOCCER = {
    ("moneyline", "home", None): {"1.952"},
    ("moneyline", "draw", None): {"3.650"},
    ("moneyline", "away", None): {"3.910"},
    ("spread", "home", -0.5): {"1.934"},
    ("spread", "away", 0.5): {"1.980"},
    ("total", "over", 2.5): {"1.884"},
    ("total", "under", 2.5): {"2.020"},
}
KAMBI = {("moneyline", None, None): {"-180", "+150"}, ("total", "over", 221.5): {"-108"}}
"""Its "A vs B" does not say who is at home."""
HILL = {
    ("moneyline", "home", None): {"20/21"},
    ("moneyline", "draw", None): {"13/5"},
    ("moneyline", "away", None): {"1/1"},
}
SITES = [
    ("DraftKings", "https://sportsbook.draftkings.com/leagues/basketball/nba", "draftkings", BOARD),
    ("FanDuel", "https://nj.sportsbook.fanduel.com/navigation/nba", "fanduel", BOARD),
    ("BetMGM", "https://sports.ny.betmgm.com/en/sports/basketball-7", "betmgm", BOARD),
    ("Caesars", "https://sportsbook.caesars.com/us/nj/bet/basketball", "caesars", BOARD),
    ("Bet365", "https://www.bet365.com/", "bet365", COUPON),
    ("BetRivers", "https://il.betrivers.com/", "kambi", KAMBI),
    ("Unibet", "https://www.unibet.co.uk/betting/sports", "kambi", KAMBI),
    ("Pinnacle", "https://www.pinnacle.com/en/soccer/matchups", "pinnacle", SOCCER),
    ("William Hill", "https://sports.williamhill.com/betting/en-gb", "williamhill", HILL),
]


@pytest.fixture(scope="module")
def browser(
    playwright_driver: "Playwright", site: Site, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[BrowserContext]":
    folder = tmp_path_factory.mktemp("everywhere")
    with loaded(playwright_driver, folder / "profile", site.url, everywhere(folder / "extension")) as context:
        yield context


@pytest.fixture
def page(browser: "BrowserContext") -> "Iterator[Page]":
    page = browser.new_page()
    yield page
    page.close()


def meanings(bets: list[dict[str, Any]]) -> dict[tuple[str | None, str | None, float | None], set[str]]:
    """What Pikkit reads in the words, with the prices."""
    found: dict[tuple[str | None, str | None, float | None], set[str]] = {}
    for bet in bets:
        leg = in_book(leg_fields(bet["selection"]), bet["sportsbook"])
        found.setdefault((leg.market, leg.side, leg.line), set()).add(bet["odds"])
    return found


@pytest.mark.parametrize(("book", "url", "page_name", "expected"), SITES, ids=[book for book, *_ in SITES])
def test_every_price_of_a_board_is_found_and_means_what_it_means(
    browser: "BrowserContext", page: "Page", book: str, url: str, page_name: str, expected: dict[Any, set[str]]
) -> None:
    body = (PAGES / f"{page_name}.html").read_text()
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(url)
    bets = worker(browser).evaluate(_READ, url)
    assert {bet["sportsbook"] for bet in bets} == {book}
    assert meanings(bets) == expected
    until(lambda: shown(browser, url), lambda seen: states(seen) == ["scored"] * len(bets))


def test_a_page_whose_structure_is_another_gets_no_chip_and_no_error(browser: "BrowserContext", page: "Page") -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for _, url, *_ in SITES:
        page.route(
            "**/*", lambda route: route.fulfill(body="<button class='x'>+150</button>", content_type="text/html")
        )
        page.goto(url)
        assert shown(browser, url)["chips"] == []
    assert faults == []
