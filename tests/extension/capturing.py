"""Captures made by a click, and the address that the extension sends them to."""

import socket
import time
from typing import TYPE_CHECKING

from tests.browsers import WAIT_MS, Site, asking
from tests.extension.loading import shown, states, until, worker

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


def captures(site: Site) -> list[dict[str, object]]:
    return list(asking(f"{site.url}/v1/opportunities?limit=100")["opportunities"])


def captured(browser: "BrowserContext", url: str, index: int, state: str) -> str:
    """Open a chip's card and capture; returns what the card says then."""
    seen = shown(browser, url, index, "chip")
    assert seen["chips"][index]["card"].endswith("Capture")
    shown(browser, url, index, "Capture")
    done = until(lambda: shown(browser, url), lambda seen: states(seen)[index] == state)
    return str(done["chips"][index]["card"])


def wait_for_capture(site: Site, odds: float) -> None:
    end = time.monotonic() + WAIT_MS / 1000
    while not any(one["odds"] == odds for one in captures(site)):
        assert time.monotonic() < end, "the capture was not sent"
        time.sleep(0.1)


def tell_address(browser: "BrowserContext", address: str) -> None:
    worker(browser).evaluate("address => chrome.storage.local.set({ address })", address)


def closed_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"
