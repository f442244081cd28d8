"""A store with an export that has something wrong in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.store import BetStore, open_store
from pikkit.sync.syncing import import_exports
from tests.bets.export_files import row, write_export

BAD = [
    row(1),
    row(2, odds=""),
    row(3, odds="20000000"),
    row(4, odds="0.5"),
    row(5, amount="0", status="SETTLED_LOSS", profit="0.0"),
    row(6, status="LOST"),
    row(1, odds="3.5"),
    row(8),
]
"""Good, no price, a price beyond belief, a price below 1, no stake, an unknown status, an id twice, good."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BetStore]:
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path / 'bets.db'}")
    yield opened
    opened.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of ann's with rows of every kind."""
    return write_export(tmp_path / "ann.csv", BAD)


@pytest.fixture
def imported(store: BetStore, export: Path) -> BetStore:
    """A store into which it was imported."""
    import_exports(export, store)
    return store
