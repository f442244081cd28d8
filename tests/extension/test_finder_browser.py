"""The finder's page in a real browser, with all that it can show: nothing is cut, on a desk or on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pikkit.quotes.store import open_quote_store
from pikkit.settings import Settings
from tests.browsers import NEEDS_CHROMIUM, Scheme, opened
from tests.extension.test_dashboard_browser import SIDEWAYS
from tests.finder.test_market_scan import FAIR, SURE, line, market
from tests.quotes.quote_tables import make_quotes
from tests.servers import running
from tests.trained import process_environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page: a value bet with long names, an arbitrage and a middle."""
    home: Path = tmp_path_factory.mktemp("finder") / "home"
    now = datetime.now(UTC)
    seen = {"observed_at": now - timedelta(minutes=5), "event_start": now + timedelta(hours=3)}
    long = {"home": "Wolverhampton Wanderers", "away": "Brighton and Hove Albion"}
    totals = [*line("Bwin", 2.5, 2.02, 1.85), *line("Unibet", 2.5, 1.75, 1.98), *line("Pinnacle", 3.5, 2.45, 1.76)]
    rows = [row | seen | long for row in (*FAIR, *market("William Hill", 2.2, 3.7, 3.4), *totals)]
    sure = [row | seen | {"sport": "Tennis", "home": "Djokovic N.", "away": "Nadal R.", "league": None} for row in SURE]
    store = open_quote_store(Settings(home=home, store_url=""))
    store.append(make_quotes(*rows, *sure))
    store.close()
    asked = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", "http://127.0.0.1:1"]
    with running(asked, process_environment(home)) as server:
        yield f"{server.url}/scan"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_table_of_the_finder_is_cut(chromium: "Browser", finder: str, scheme: Scheme, width: int) -> None:
    with opened(chromium, scheme, width) as one:
        one.page.goto(finder)
        assert one.page.locator("table").count() == 3
        assert one.page.get_by_text("Wolverhampton Wanderers moneyline").first.is_visible()
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
        assert (one.page.evaluate(SIDEWAYS), one.faults) == ([], [])
