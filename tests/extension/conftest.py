"""One browser and one service for all tests of pages and of the extension."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsers import Site, chromium, demo_site, playwright_driver, price_only, site
from tests.extension.loading import SCORED, loaded, shown, states, until

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

__all__ = ["chromium", "demo_site", "playwright_driver", "price_only", "site"]


@pytest.fixture(scope="module")
def browser(
    playwright_driver: "Playwright", site: Site, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[BrowserContext]":
    with loaded(playwright_driver, tmp_path_factory.mktemp("profile"), site.url) as context:
        yield context


@pytest.fixture
def no_page_is_left(browser: "BrowserContext") -> Iterator[None]:
    """A test that fails leaves its pages open, which the next would take for its own."""
    yield
    for page in browser.pages[1:]:
        page.close()


@pytest.fixture
def demo(browser: "BrowserContext", demo_site: str) -> "Iterator[Page]":
    """The demo sportsbook, its five prices scored."""
    page = browser.new_page()
    page.goto(demo_site)
    until(lambda: shown(browser, demo_site), lambda seen: states(seen) == SCORED)
    yield page
    page.close()
