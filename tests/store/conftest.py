"""A store to keep bets in, and a Postgres for those that need one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from supabase import ClientOptions, create_client

from pikkit.settings import get_settings
from pikkit.store import BetStore, open_store
from pikkit.store.migrations import migrations
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
    for statements in (AUTH, *(migration.sql() for migration in migrations())):
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
def project(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty Supabase project, which the settings know with its keys.

    It is the gateway, or the real project of PIKKIT_TEST_SUPABASE_URL, PIKKIT_TEST_SUPABASE_SERVICE_KEY and
    PIKKIT_TEST_SUPABASE_ANON_KEY, whose migrations are applied and **whose bets are deleted**.
    """
    if real := os.environ.get("PIKKIT_TEST_SUPABASE_URL"):
        service, anon = (os.environ[f"PIKKIT_TEST_SUPABASE_{name}_KEY"] for name in ("SERVICE", "ANON"))
        empty_project(real, service)
        with known_project(monkeypatch, real, service, anon):
            yield real
        return
    gateway: Gateway = request.getfixturevalue("gateway")
    service, anon = (token(SECRET, role) for role in ("service_role", "anon"))
    with serving(gateway) as url, known_project(monkeypatch, url, service, anon):
        yield url


@contextmanager
def known_project(monkeypatch: pytest.MonkeyPatch, url: str, service_key: str, anon_key: str) -> Iterator[None]:
    """Let the settings know a project."""
    monkeypatch.setenv("PIKKIT_SUPABASE_URL", url)
    monkeypatch.setenv("PIKKIT_SUPABASE_SERVICE_KEY", service_key)
    monkeypatch.setenv("PIKKIT_SUPABASE_ANON_KEY", anon_key)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def empty_project(url: str, service_key: str) -> None:
    """Delete every bet of a project and what goes with it."""
    tables = {"corrections": "id", **dict.fromkeys(("bets", "quarantine", "imports", "bet_events"), "bettor")}
    with httpx.Client(timeout=60) as http:
        client = create_client(url, service_key, ClientOptions(httpx_client=http))
        for table, column in tables.items():
            client.table(table).delete().neq(column, "no such name").execute()
        client.table("store_state").update({"changed_at": 0}).eq("id", 1).execute()


@pytest.fixture
def supabase_url(project: str) -> str:
    """The store URL of an empty Supabase project."""
    return f"supabase+{project}"
