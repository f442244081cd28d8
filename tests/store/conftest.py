"""A store to keep bets in, and a Postgres for those that need one."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from pikkit.store import BetStore, open_store
from pikkit.store.postgres.migrating import migrations
from tests.store.postgres_server import AUTH, PostgresServer

EMPTY = "empty_supabase"


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A Postgres with a database as a Supabase project has it, all migrations applied, to copy."""
    server = PostgresServer()
    server.create(EMPTY)
    for statements in (AUTH, *(file.read_text() for file in migrations())):
        server.execute(EMPTY, statements)
    yield server
    server.remove()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty store in a database of the test's own."""
    name = f"test_{uuid4().hex}"
    yield postgres.create(name, EMPTY)
    postgres.drop(name)
