"""The extension in a real browser, and what it shows there: a closed tree, which pages cannot look into."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browsers import ARGUMENTS, CHROMIUM, WAIT_MS
from tests.servers import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright, Worker

FOLDER = ROOT / "extension"
ID = "adebllnnkklkfinlcohnclmhcgoalgld"
SCORED = ["scored"] * 5
"""What the demo sportsbook's five prices come to."""
_NEW_HEADLESS = ["--disable-extensions", "--disable-component-extensions-with-background-pages"]
_IN_PAGE = """async ([url, index, label]) => {
  const tab = (await chrome.tabs.query({})).find((one) => one.url?.startsWith(url));
  const look = (index, label) => {
    const host = [...document.documentElement.children].find((one) => chrome.dom.openOrClosedShadowRoot(one));
    const tree = host && chrome.dom.openOrClosedShadowRoot(host);
    const boxes = [...(tree?.querySelectorAll(".at") ?? [])];
    const chosen = (one) => (label === "chip" ? one.className.startsWith("chip") : one.textContent === label);
    if (label) [...boxes[index].querySelectorAll("button")].find(chosen)?.click();
    return {
      chips: boxes.map((box) => {
        const { x, y, width, height } = box.querySelector(".chip").getBoundingClientRect();
        const chip = box.querySelector(".chip");
        return { state: box.dataset.state, text: chip.textContent, label: chip.getAttribute("aria-label"),
          card: box.querySelector(".card")?.innerText ?? "", hidden: box.hidden, x, y, width, height };
      }),
      notice: tree?.querySelector(".notice p")?.textContent ?? "",
      focused: tree?.activeElement?.textContent ?? "",
    };
  };
  const asked = { target: { tabId: tab.id }, args: [index, label], func: look };
  return (await chrome.scripting.executeScript(asked))[0].result;
}"""
"""Content scripts, unlike pages, may look into closed trees."""


def everywhere(folder: Path) -> Path:
    """A copy of the extension that may read every site from the start: a test cannot answer the browser's question."""
    shutil.copytree(FOLDER, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["host_permissions"] += manifest.pop("optional_host_permissions")
    manifest["content_scripts"][0]["matches"] += ["https://*/*"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@contextmanager
def loaded(driver: "Playwright", profile: Path, address: str, folder: Path = FOLDER) -> "Iterator[BrowserContext]":
    """A browser with the extension, which is told the address of the API on its page of settings."""
    arguments = [*ARGUMENTS, "--headless=new", f"--disable-extensions-except={folder}", f"--load-extension={folder}"]
    context = driver.chromium.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=arguments, headless=False, ignore_default_args=_NEW_HEADLESS
    )
    context.set_default_timeout(WAIT_MS)
    try:
        options = opened_page(context, "options.html")
        options.get_by_label("Address of the API").fill(address)
        options.get_by_role("button", name="Save").click()
        options.locator("#status").filter(has_not_text="Asking").wait_for()
        options.close()
        yield context
    finally:
        context.close()


def opened_page(context: "BrowserContext", name: str) -> "Page":
    """One of the extension's own pages."""
    page = context.new_page()
    page.goto(f"chrome-extension://{ID}/{name}")
    return page


def worker(context: "BrowserContext") -> "Worker":
    """The service worker, which may sleep between two tests."""
    return context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")


def shown(context: "BrowserContext", url: str, index: int = 0, label: str = "") -> dict[str, Any]:
    """What is shown on a page: chips in order, the notice; the button "chip", or of that text, is pressed."""
    return dict(worker(context).evaluate(_IN_PAGE, [url, index, label]))


def until(look: Callable[[], dict[str, Any]], true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is shown as soon as it is so."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while not true(seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(0.1)
    return seen


def states(seen: dict[str, Any]) -> list[str]:
    """Of the chips, in order."""
    return [chip["state"] for chip in seen["chips"]]
