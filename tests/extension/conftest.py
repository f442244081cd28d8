"""One browser and one service for all tests of pages and of the extension."""

from tests.browsers import chromium, demo_site, playwright_driver, price_only, site

__all__ = ["chromium", "demo_site", "playwright_driver", "price_only", "site"]
