"""The Models page follows a rollout that goes on, and leaves alone what somebody is typing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pikkit.rollout.ledger import Deployment, append_deployment, new_id
from pikkit.settings import Settings
from tests.browsers import NEEDS_CHROMIUM, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [NEEDS_CHROMIUM, pytest.mark.xdist_group("browser")]


def decide(home: Path, decision: str, share: int) -> None:
    """An entry of the ledger of a canary of version 2 against 1."""
    weights, plan = {"1": 100 - share, "2": share}, "canary 10,50,100 every 15m"
    settings = Settings(home=home, store_url="")
    name, at = settings.model_name, datetime.now(UTC)
    append_deployment(settings, Deployment(new_id(), at, "judge", name, "1", "2", plan, weights, decision, ("Why.",)))


def test_a_step_of_a_rollout_shows_without_a_reload(chromium: "Browser", address: str, served_home: Path) -> None:
    decide(served_home, "start", 10)
    with opened(chromium) as shown:
        page = shown.page
        page.goto(f"{address}/models")
        entries = page.locator("#ledger li").count()
        assert "version 2 10" in page.locator("#serving").inner_text().replace("\xa0", " ")
        decide(served_home, "step", 50)
        page.locator("#ledger li").nth(entries).wait_for()
        assert "version 2 50" in page.locator("#serving").inner_text().replace("\xa0", " ")
        assert shown.faults == []


def test_what_is_typed_stays_while_the_rest_goes_on(chromium: "Browser", address: str, served_home: Path) -> None:
    decide(served_home, "start", 10)
    with opened(chromium) as shown:
        page = shown.page
        page.goto(f"{address}/models")
        entries = page.locator("#ledger li").count()
        page.locator("#rollout input[name=why]").fill("it is late")
        decide(served_home, "step", 50)
        page.locator("#ledger li").nth(entries).wait_for()
        assert page.locator("#rollout input[name=why]").input_value() == "it is late"
