"""The stores that the contract holds for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.settings import Settings, get_settings
from pikkit.store import BetStore, open_store
from pikkit.store.opening import open_records
from pikkit.store.records import Records

BACK_ENDS = ["sqlite", "postgres", "supabase"]


@pytest.fixture(params=BACK_ENDS)
def back_end(request: pytest.FixtureRequest) -> str:
    """The back end under test."""
    return str(request.param)


@pytest.fixture
def store(back_end: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[BetStore]:
    """An empty store."""
    if back_end == "supabase":
        url = request.getfixturevalue("supabase_url")
    elif back_end == "postgres":
        url = request.getfixturevalue("postgres_url")
    else:
        url = f"sqlite:///{tmp_path / 'store' / 'bets.db'}"
    opened = open_store(url, get_settings())
    yield opened
    opened.close()


@pytest.fixture
def records(back_end: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Records]:
    """Records of an empty store."""
    if back_end == "supabase":
        request.getfixturevalue("supabase_url")
        settings = get_settings()
    elif back_end == "postgres":
        settings = Settings(store_url=request.getfixturevalue("postgres_url"))
    else:
        settings = Settings(store_url=f"sqlite:///{tmp_path / 'bets.db'}")
    with open_records(settings) as opened:
        yield opened
