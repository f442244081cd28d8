"""A store to keep bets in, and a Postgres for those that need one."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from pikkit.settings import get_settings
from pikkit.store import BetStore, open_store
from pikkit.store.postgres.migrating import migrations
from tests.store.gateway.server import Gateway, serving
from tests.store.gateway.tokens import token
from tests.store.postgres_server import AUTH, PostgresServer

EMPTY = "empty_supabase"
SECRET = "a secret of the tests, long enough for HS256"  # noqa: S105 (of a project that lives for one test)


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


@pytest.fixture
def gateway(postgres_url: str) -> Gateway:
    """What the gateway knows, and how to break it."""
    return Gateway(postgres_url, SECRET)


@pytest.fixture
def project(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty Supabase project, which the settings know with its keys."""
    with serving(gateway) as url:
        monkeypatch.setenv("PIKKIT_SUPABASE_URL", url)
        monkeypatch.setenv("PIKKIT_SUPABASE_SERVICE_KEY", token(SECRET, "service_role"))
        monkeypatch.setenv("PIKKIT_SUPABASE_ANON_KEY", token(SECRET, "anon"))
        get_settings.cache_clear()
        yield url
    get_settings.cache_clear()


@pytest.fixture
def supabase_url(project: str) -> str:
    """The store URL of an empty Supabase project."""
    return f"supabase+{project}"
