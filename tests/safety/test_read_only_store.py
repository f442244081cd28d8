"""A store nobody may write to is still read, and a write is a sentence; what others left open is closed."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from pikkit.base.errors import PikkitError
from pikkit.home import Home
from pikkit.performance.copy import BetsCopy
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.store.builders import make_bets
from tests.store.conftest import postgres, postgres_url  # noqa: F401 (fixtures)

ROOT = Path(__file__).parents[2]
READ = """
import sys
from pikkit.base.errors import PikkitError
from pikkit.store import open_store
from tests.store.builders import make_bets
store = open_store(sys.argv[1])
print(store.read().num_rows, store.counts().bets)
try:
    store.upsert(make_bets({"bet_id": "new"}))
except PikkitError as error:
    print(error)
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_database_that_is_read_only_is_read_and_a_write_is_a_sentence(postgres_url: str) -> None:  # noqa: F811
    store = open_store(postgres_url)
    store.upsert(make_bets({}))
    store.close()
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        name = owner.info.dbname
        owner.execute(f'alter database "{name}" set default_transaction_read_only = on'.encode())
    store = open_store(postgres_url)
    assert store.read().num_rows == 1
    with pytest.raises(PikkitError, match="read-only transaction"):
        store.upsert(make_bets({"bet_id": "new"}))
    store.close()


def test_a_disk_that_is_read_only_is_read_and_a_write_is_a_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bets.db'}"
    store = open_store(url)
    store.upsert(make_bets({}))
    store.close()
    again = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && "$@"'
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c", again, "-", str(tmp_path)]
    probe = subprocess.run([*mount, "true"], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip(f"this machine lets nobody mount: {probe.stderr.decode().strip()}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*mount, sys.executable, "-c", READ, url]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read, said = done.stdout.splitlines()
    assert read == "1 1"
    assert "readonly" in said or "read-only" in said or "cannot be used" in said


def test_a_home_is_its_owners_alone_and_an_existing_one_becomes_so(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    home = Home(settings)
    with home.store() as store:
        store.upsert(make_bets({}))
    database = settings.resolved_home / "pikkit.db"
    for path in (settings.resolved_home, database):
        path.chmod(0o755)
    with closing(sqlite3.connect(database)) as other:  # holds the write-ahead log open, with the rights of before
        other.execute("SELECT count(*) FROM bets").fetchone()
        for beside in settings.resolved_home.glob("pikkit.db-*"):
            beside.chmod(0o644)
        with home.store() as store:
            store.upsert(make_bets({"bet_id": "new"}))
            found = {path.name: mode(path) for path in settings.resolved_home.glob("pikkit.db*")}
    assert set(found) == {"pikkit.db", "pikkit.db-wal", "pikkit.db-shm"}
    assert set(found.values()) == {0o600}
    assert mode(settings.resolved_home) == 0o700


def test_a_performance_copy_is_its_owners_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'bets.db'}")
    store.upsert(make_bets({}))
    (tmp_path / "performance").mkdir(mode=0o755)
    path, _ = BetsCopy(store, tmp_path / "performance", "here").fresh()
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    store.close()
