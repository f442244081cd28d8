"""A store that an earlier version made is brought to this one, whole or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, inspect

from pikkit.base.errors import InputError
from pikkit.store import open_store
from pikkit.store.migrations import latest
from pikkit.store.opening import engine_at
from pikkit.store.upgrading import upgrade, version_at
from tests.store.old_stores import make_postgres, make_sqlite
from tests.store.postgres_server import AUTH, PostgresServer


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store of version 2."""
    if request.param == "sqlite":
        yield make_sqlite(tmp_path / "old.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"old_{uuid4().hex}"
    url = server.create(name)
    if request.param == "supabase":
        server.execute(name, AUTH)
    yield make_postgres(url)
    server.drop(name)


@pytest.fixture
def engine(old_url: str) -> Iterator[Engine]:
    """A connection to it."""
    made = engine_at(old_url)
    yield made
    made.dispose()


def test_an_older_store_is_refused_with_a_way_on(old_url: str) -> None:
    with pytest.raises(InputError, match=r"has schema version 2; .*`pikkit store upgrade` brings it there"):
        open_store(old_url)


def test_an_upgraded_store_holds_what_it_held(old_url: str, engine: Engine) -> None:
    done = upgrade(engine)
    assert (done.before, done.after, done.left_out) == (2, latest(), {})
    store = open_store(old_url)
    assert sorted(store.read()["bet_id"].to_pylist()) == ["0", "1", "2"]
    assert (store.counts().bets, store.counts().rejects) == (3, 2)
    assert store.fingerprint().startswith("3-")
    store.close()


def test_a_second_upgrade_does_nothing(old_url: str, engine: Engine) -> None:
    upgrade(engine)
    again = upgrade(engine)
    assert (again.before, again.after) == (latest(), latest())


def test_a_dry_run_leaves_the_store_as_it_was(old_url: str, engine: Engine) -> None:
    assert upgrade(engine, dry_run=True).after == latest()
    with pytest.raises(InputError, match="schema version 2"):
        open_store(old_url)


def test_an_upgraded_store_has_the_tables_of_a_new_one(old_url: str, engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    if engine.dialect.name != "sqlite":
        return  # a new one runs the same files
    open_store(f"sqlite:///{tmp_path / 'new.db'}").close()
    statements = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    found = []
    for path in ("old.db", "new.db"):
        made = create_engine(f"sqlite:///{tmp_path / path}")
        with made.connect() as connection:
            found.append(connection.exec_driver_sql(statements).all())
        made.dispose()
    assert found[0] == found[1]
    assert inspect(engine).get_view_names() == ["legs"]


def test_a_place_without_a_store_is_a_sentence(tmp_path: Path) -> None:
    engine = engine_at(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(InputError, match="There is no bet store at"):
        upgrade(engine)
    engine.dispose()


MORE = 20_000
UPGRADER = """
import sys
from pikkit.store.opening import engine_at
from pikkit.store.upgrading import upgrade
engine = engine_at(sys.argv[1])
print("ready", flush=True)
upgrade(engine)
"""
ROOT = Path(__file__).parents[2]


def fill(url: str) -> None:
    """Put many more bets into a store of version 2, so that its upgrade takes a while."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            names = [row[1] for row in connection.execute("PRAGMA table_info(bets)")]
            given = ", ".join("'more' || n.value" if name == "bet_id" else name for name in names)
            numbers = f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {MORE})"
            connection.execute(f"{numbers} INSERT INTO bets SELECT {given} FROM bets, n WHERE bet_id = '1'")
            connection.execute("UPDATE store_state SET bets = (SELECT count(*) FROM bets)")
        return
    with psycopg.connect(url) as owner:
        owner.execute(
            f"""insert into bets select (jsonb_populate_record(bets, jsonb_build_object('bet_id', 'more' || n))).*
            from bets, generate_series(1, {MORE}) as n where bet_id = '1'""".encode()
        )


def kill_after(url: str, seconds: float) -> int:
    """Upgrade in another process and kill it so long after it begins; returns how it ended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", UPGRADER, url]
    started = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    started.stdout.readline()
    time.sleep(seconds)
    started.send_signal(signal.SIGKILL)
    started.communicate()
    return started.returncode


@pytest.mark.slow
def test_an_upgrade_that_is_killed_leaves_a_whole_store_and_goes_on(old_url: str, engine: Engine) -> None:
    fill(old_url)
    killed = 0
    for seconds in (0.0, 0.02, 0.05, 0.1, 0.2):
        killed += kill_after(old_url, seconds) == -signal.SIGKILL
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM bets").scalar() == MORE + 3
        assert version_at(engine) in {2, *range(5, latest() + 1)}
    assert killed > 0
    upgrade(engine)
    store = open_store(old_url)
    assert store.read().num_rows == store.counts().bets == MORE + 3
    store.close()
