"""A store, and a folder of exports beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.store import BetStore, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where the test's store is."""
    return f"sqlite:///{tmp_path / 'store' / 'bets.db'}"


@pytest.fixture
def store(url: str) -> Iterator[BetStore]:
    """An empty store."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "exports"
    made.mkdir()
    return made
