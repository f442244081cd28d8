"""The Postgres store under several processes, a kill, a server that goes away, a full disk, and wrong addresses."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from pikkit.base.errors import InputError, NotReadyError
from pikkit.settings import Settings
from pikkit.store import BetStore, UpsertCounts, open_store
from pikkit.store.postgres.engine import postgres_engine
from pikkit.store.sql import SqlStore
from tests.store.builders import make_bets
from tests.store.postgres_server import PASSWORD, PostgresServer
from tests.store.test_sqlite_store import ENDLESS, WRITER, start


@pytest.fixture
def url(postgres_url: str) -> str:
    """Where the test's store is."""
    return postgres_url


@pytest.fixture
def plain_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty database without what Supabase sets up."""
    name = f"plain_{uuid4().hex}"
    yield postgres.create(name)
    postgres.drop(name)


def full_disk(url: str) -> None:
    """Let the server answer as it does when its disk is full."""
    with psycopg.connect(url) as owner:
        owner.execute("""create function full_disk() returns trigger language plpgsql as $$ begin
            raise exception using errcode = '53100', message = 'could not extend file: No space left on device';
            end $$""")
        owner.execute("create trigger full_disk before insert on bets for each row execute function full_disk()")


def test_processes_that_write_at_once_lose_nothing(url: str) -> None:
    writers = [start(WRITER, url, name) for name in ("ann", "bob", "cy")]
    assert [writer.communicate()[0] for writer in writers] == ["", "", ""]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    store = open_store(url)
    assert store.counts().bets == 3 * 5 * 50 + 1
    assert store.fingerprint().startswith("751-")
    store.close()


def test_a_killed_writer_leaves_whole_upserts_only(url: str) -> None:
    writer: subprocess.Popen[str] = start(ENDLESS, url)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    store = open_store(url)
    stored = store.read().num_rows
    assert stored >= 1000
    assert stored % 1000 == 0
    assert store.counts().bets == stored == int(store.fingerprint().split("-")[0])
    store.close()


def test_processes_that_open_an_empty_database_at_once_make_it_once(plain_url: str) -> None:
    writers = [start(WRITER, plain_url, name) for name in ("ann", "bob")]
    assert [writer.wait() for writer in writers] == [0, 0]
    for writer in writers:
        writer.communicate()
    store = open_store(plain_url)
    assert store.counts().bets == 2 * 5 * 50 + 1
    store.close()


def test_a_connection_that_died_while_idle_is_replaced(url: str, store: BetStore, postgres: PostgresServer) -> None:
    store.upsert(make_bets({}))
    postgres.stop()
    postgres.start()
    assert store.upsert(make_bets({}, {})) == UpsertCounts(inserted=1, unchanged=1)


def test_a_server_that_goes_away_and_returns_is_waited_for(store: BetStore, postgres: PostgresServer) -> None:
    store.upsert(make_bets({}))
    postgres.stop()
    back = threading.Timer(0.5, postgres.start)
    back.start()
    try:
        assert store.upsert(make_bets({}, {})) == UpsertCounts(inserted=1, unchanged=1)
    finally:
        back.join()
    assert store.fingerprint().startswith("2-")


def test_a_server_that_crashes_in_the_middle_of_writing_loses_nothing(
    url: str, store: BetStore, postgres: PostgresServer
) -> None:
    bets = make_bets(*({"bet_id": f"{i}"} for i in range(20_000)))
    crash = threading.Timer(0.2, lambda: postgres.stop() or postgres.start())  # type: ignore[func-returns-value]
    crash.start()
    try:
        for start_row in range(0, bets.num_rows, 1000):
            store.upsert(bets.slice(start_row, 1000))
    finally:
        crash.join()
    assert store.read().equals(bets)
    assert store.fingerprint().startswith("20000-")


def test_a_server_that_stays_away_is_a_sentence_and_not_a_secret(url: str, postgres: PostgresServer) -> None:
    store = SqlStore(postgres_engine(make_url(url)), patience=0.3)
    postgres.stop()
    try:
        with pytest.raises(NotReadyError, match=r"postgresql://127\.0\.0\.1:\d+/test_\w+ cannot be reached") as refusal:
            store.counts()
    finally:
        postgres.start()
    assert PASSWORD not in str(refusal.value)
    assert store.counts().bets == 0
    store.close()


def test_a_full_disk_is_a_sentence_and_stores_nothing(url: str, store: BetStore) -> None:
    store.upsert(make_bets({}))
    full_disk(url)
    with pytest.raises(NotReadyError, match=r"disk of the bet store .* is full, so nothing of this was stored"):
        store.upsert(make_bets({}, {}))
    assert store.counts().bets == 1


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        ((PASSWORD, "wr0ng-pa55"), InputError, "refuses the user's name or password"),
        (("postgres:", "nobody:"), InputError, "refuses the user's name or password"),
        ((f":{PASSWORD}", ""), InputError, "asks for a password"),
        (("/test_", "/nope_"), InputError, "is not there"),
        (("127.0.0.1", "no-such-host.invalid"), NotReadyError, "cannot be reached"),
        (("127.0.0.1", "127.0.0.2"), NotReadyError, "cannot be reached"),
    ],
)
def test_a_wrong_address_is_a_sentence(url: str, change: tuple[str, str], kind: type[Exception], sentence: str) -> None:
    with pytest.raises(kind, match=sentence) as refusal:
        open_store(url.replace(*change))
    assert PASSWORD not in str(refusal.value)
    assert "pa55" not in str(refusal.value)


@pytest.mark.parametrize("option", ["sslmode=bogus", "password2=s3cret-pa55"])
def test_a_wrong_option_is_a_sentence(url: str, option: str) -> None:
    with pytest.raises(InputError, match="cannot be used") as refusal:
        open_store(f"{url}?{option}")
    assert PASSWORD not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (f"postgresql://ann:{PASSWORD}@host:5432/bets?password={PASSWORD}", "postgresql://host:5432/bets"),
        ("sqlite:////tmp/a b/bets.db", "sqlite:////tmp/a b/bets.db"),
        ("supabase+https://project.supabase.co", "supabase+https://project.supabase.co"),
    ],
)
def test_where_the_store_is_can_be_shown_without_a_secret(given: str, shown: str) -> None:
    assert Settings(store_url=given).shown_store_url == shown


def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(InputError, match="is no URL") as refusal:
        open_store(f"postgresql//ann:{PASSWORD}@host:port/bets")
    assert PASSWORD not in str(refusal.value)


def test_a_user_from_whom_rows_are_hidden_is_refused(url: str, postgres: PostgresServer) -> None:
    role = f"reader_{uuid4().hex}"
    with psycopg.connect(url) as owner:
        owner.execute(f"create role {role} login password '{PASSWORD}'".encode())
        owner.execute(f"grant all on all tables in schema public to {role}".encode())
    with pytest.raises(InputError, match="hides rows from this user by row-level security"):
        open_store(url.replace("postgres:", f"{role}:"))
    with psycopg.connect(url) as owner:
        owner.execute(f"drop owned by {role}; drop role {role}".encode())


def test_a_store_of_a_later_version_is_refused(url: str, store: BetStore) -> None:
    with psycopg.connect(url) as owner:
        owner.execute("update store_state set schema_version = 99")
    with pytest.raises(InputError, match="schema version 99"):
        open_store(url)
