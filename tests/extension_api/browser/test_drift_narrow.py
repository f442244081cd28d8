"""The page of a check for drift on a phone: its widest names break, and nothing of it is cut or scrolls sideways."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pikkit.drift.reports import save_report
from pikkit.settings import Settings
from tests.browsers import NEEDS_CHROMIUM, opened
from tests.drift.reports import drift_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]
SIDEWAYS = """() => [...document.querySelectorAll(".wide")].filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => one.innerText.slice(0, 60))"""


def test_the_longest_name_of_a_feature_fits(chromium: "Browser", address: str, served_home: Path) -> None:
    report = drift_report()
    named = replace(report.results[0], feature="softness_book_odds_band_market")
    save_report(Settings(home=served_home, store_url=""), replace(report, results=(named, *report.results[1:])))
    with opened(chromium, width=390) as shown:
        shown.page.goto(f"{address}/drift")
        shown.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert shown.page.get_by_text("softness_book_odds_band_market").first.is_visible()
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert shown.page.evaluate(SIDEWAYS) == []
