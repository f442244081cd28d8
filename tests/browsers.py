"""A real Chromium for tests of pages, one a session, and the service whose pages it opens."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

import httpx
import pytest

from pikkit.sample import SampleConfig, generate_sample, write_exports
from tests.servers import ROOT, Running, running
from tests.trained import process_environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

    from pikkit.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here (apt-get install chromium).")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WAIT_MS = 60_000
Scheme = Literal["light", "dark"]
SAMPLE = SampleConfig(bets=600, bettors=2)


@dataclass
class Opened:
    """A page and what its console said that it should not."""

    page: "Page"
    faults: list[str] = field(default_factory=list)

    def note_faults(self) -> "Opened":
        """Note errors from now on."""
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        return self


@dataclass(frozen=True)
class Site:
    """A running service with some bets, and an export that it does not have yet."""

    url: str
    more: Path


@pytest.fixture(scope="module")
def playwright_driver() -> "Iterator[Playwright]":
    """Playwright's driver: of one module, since as long as it lives the thread has a running event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright_driver: "Playwright") -> "Iterator[Browser]":
    """The browser, without a window."""
    browser = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def price_only() -> Iterator[Running]:
    """A predictor process that believes the price."""
    with running(["-m", "tests.inference.price_only", "127.0.0.1", "0"]) as server:
        httpx.get(f"{server.url}/v2/models/pikkit/ready", timeout=60, trust_env=False)
        yield server


@pytest.fixture(scope="session")
def site(price_only: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service in a process of its own, with the bets of one bettor."""
    folder = tmp_path_factory.mktemp("site")
    write_exports(generate_sample(SAMPLE), folder / "exports")
    mine, more = sorted((folder / "exports").glob("*.csv"))
    _fill(folder / "home", mine)
    env = process_environment(folder / "home") | {"PIKKIT_BETTOR": mine.stem}
    with running(["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", price_only.url], env) as server:
        yield Site(server.url, more)


def asking(url: str) -> dict[str, Any]:
    """What the API answers."""
    return dict(httpx.get(url, trust_env=False, timeout=WAIT_MS / 1000).json())


@contextmanager
def opened(browser: "Browser", scheme: Scheme = "light", width: int = 1200) -> Iterator[Opened]:
    """A fresh page that notes errors."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    context.set_default_timeout(WAIT_MS)
    yield Opened(context.new_page()).note_faults()
    context.close()


@pytest.fixture(scope="session")
def demo_site() -> Iterator[str]:
    """The demo sportsbook's address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler: Callable[..., SimpleHTTPRequestHandler] = partial(Quiet, directory=str(ROOT / "extension" / "demo"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _fill(home: Path, export: Path) -> None:
    from pikkit.settings import Settings
    from pikkit.store import open_store
    from pikkit.sync.syncing import import_exports

    store = open_store(Settings(home=home, store_url="").resolved_store_url)
    try:
        import_exports(export, store, export.stem)
    finally:
        store.close()
    _quote(Settings(home=home, store_url=""))


def _quote(settings: "Settings") -> None:
    """Another book's offer on the last price of the demo sportsbook; one book alone is no opportunity."""
    from pikkit.quotes.store import open_quote_store
    from tests.quotes.quote_tables import make_quotes

    now = datetime.now(UTC)
    game = {"sport": "Basketball", "league": "NBA", "home": "Boston Celtics", "away": "Dallas Mavericks"}
    offer = {"sportsbook": "Pinnacle", "observed_at": now, "event_start": now + timedelta(hours=5), "market": "spread"}
    sides = ({"side": "home", "line": -4.5, "odds": 2.1}, {"side": "away", "line": 4.5, "odds": 1.8})
    store = open_quote_store(settings)
    store.append(make_quotes(*(game | offer | side for side in sides)))
    store.close()
