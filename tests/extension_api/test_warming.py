"""What the first visitor would wait for is done beforehand."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask

from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.warming import keep_warm
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.extension_api.service import app_of
from tests.store.builders import make_bets

WAIT_SECONDS = 30.0


@pytest.fixture
def app(home: Path) -> Iterator[APIFlask]:
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1")) as app:
        yield app


@pytest.fixture
def warm(app: APIFlask) -> Iterator[threading.Event]:
    """The app being kept warm; yields what tells of an import."""
    stop, changed = threading.Event(), held_by(app).imports.imported
    thread = threading.Thread(target=keep_warm, args=(app, changed, stop))
    thread.start()
    yield changed
    stop.set()
    changed.set()
    thread.join(WAIT_SECONDS)
    assert not thread.is_alive()


def copies(app: APIFlask) -> set[Path]:
    return set((held_by(app).settings.resolved_home / "performance").glob("*.parquet"))


def fill(app: APIFlask, bettor: str) -> None:
    store = open_store(held_by(app).settings.resolved_store_url)
    store.upsert(make_bets({"bettor": bettor}))
    store.close()


def wait_for_more(app: APIFlask, before: set[Path]) -> None:
    waiting, end = threading.Event(), WAIT_SECONDS
    while not copies(app) - before:
        assert end > 0, "no copy was made"
        waiting.wait(0.05)
        end -= 0.05


def test_bets_are_copied_after_each_import_before_anybody_asks(app: APIFlask, warm: threading.Event) -> None:
    assert copies(app) == set()
    for bettor in ("ann", "bob"):
        before = copies(app)
        fill(app, bettor)
        warm.set()
        wait_for_more(app, before)


def test_a_store_that_is_away_stops_nothing(home: Path) -> None:
    nowhere = "postgresql://user@127.0.0.1:1/bets"
    with app_of(Settings(home=home, predictor_url="http://127.0.0.1:1", store_url=nowhere)) as app:
        stop, changed = threading.Event(), threading.Event()
        thread = threading.Thread(target=keep_warm, args=(app, changed, stop))
        thread.start()
        stop.set()
        while thread.is_alive():
            changed.set()
            thread.join(0.05)
