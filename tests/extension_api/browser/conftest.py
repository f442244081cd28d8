"""A real browser, and a real API with a bettor's bets and without a predictor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.settings import Settings
from pikkit.store import open_store
from tests.browsers import chromium, playwright_driver
from tests.servers import running
from tests.store.builders import make_bets
from tests.trained import process_environment

__all__ = ["chromium", "playwright_driver"]
API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", "http://127.0.0.1:1"]


@pytest.fixture(scope="module")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that it serves."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(served_home: Path) -> Iterator[str]:
    """Where it answers."""
    home = served_home
    store = open_store(Settings(home=home, store_url="").resolved_store_url)
    store.upsert(make_bets({"bettor": "bettor_of_the_machine"}))
    store.close()
    with running(API, process_environment(home)) as api:
        yield api.url
