"""The SQLite store under several processes, a kill, and files that are no store."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.store import BetStore, UpsertCounts, open_store
from tests.store.builders import make_bets

WRITER = """
import sys
from pikkit.store import open_store
from tests.store.builders import make_bets
store = open_store(sys.argv[1])
for part in range(5):
    mine = ({"bettor": sys.argv[2], "bet_id": f"{part}-{i}"} for i in range(50))
    store.upsert(make_bets(*mine, {"bettor": "shared", "bet_id": "1"}))
"""
ENDLESS = """
import itertools, sys
from pikkit.store import open_store
from tests.store.builders import make_bets
store = open_store(sys.argv[1])
for part in itertools.count():
    store.upsert(make_bets(*({"bet_id": f"{part}-{i}"} for i in range(1000))))
    print(part, flush=True)
"""
ROOT = Path(__file__).parents[2]


def start(program: str, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_at_once_lose_nothing(url: str) -> None:
    writers = [start(WRITER, url, name) for name in ("ann", "bob", "cy")]
    assert [writer.communicate()[0] for writer in writers] == ["", "", ""]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    store = open_store(url)
    assert store.counts().bets == 3 * 5 * 50 + 1
    assert store.fingerprint().startswith("751-")
    store.close()


def test_a_killed_writer_leaves_whole_upserts_only(url: str) -> None:
    writer = start(ENDLESS, url)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    store = open_store(url)
    stored = store.counts().bets
    assert stored >= 1000
    assert stored % 1000 == 0
    assert store.read().num_rows == stored == int(store.fingerprint().split("-")[0])
    store.close()


def test_a_store_is_found_again(store: BetStore, url: str) -> None:
    store.upsert(make_bets({}))
    again = open_store(url)
    assert again.upsert(make_bets({})) == UpsertCounts(unchanged=1)
    assert again.fingerprint() == store.fingerprint()
    again.close()


def test_when_a_bet_was_first_seen_survives_its_update(store: BetStore, tmp_path: Path) -> None:
    store.upsert(make_bets({}))
    store.upsert(make_bets({"outcome": "win"}))
    with sqlite3.connect(tmp_path / "store" / "bets.db") as connection:
        first_seen, updated = connection.execute("SELECT first_seen_at, updated_at FROM bets").fetchone()
    connection.close()
    assert first_seen < updated


@pytest.mark.parametrize(
    ("bad_url", "sentence"),
    [
        ("mysql://localhost/bets", "scheme 'mysql' is not known; accepted: sqlite:///"),
        ("nonsense", "is no URL; accepted: sqlite:///"),
        ("", "is no URL"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_an_address_that_is_no_store_is_refused(bad_url: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        open_store(bad_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bets.csv").write_text("bet_id,odds\n" * 200)
    with pytest.raises(InputError, match="cannot be used: file is not a database"):
        open_store(f"sqlite:///{tmp_path / 'bets.csv'}")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'deeper' / 'bets.db'}")


def test_a_store_of_a_later_version_is_refused(store: BetStore, url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store" / "bets.db") as connection:
        connection.execute("UPDATE store_state SET schema_version = 99")
    connection.close()
    with pytest.raises(InputError, match="schema version 99"):
        open_store(url)


FULL_DISK = """
import sys
from pikkit.base.errors import NotReadyError
from pikkit.store import open_store
from tests.store.builders import make_bets
store, stored = open_store(sys.argv[1]), 0
while True:
    bets = make_bets(*({"bet_id": f"{stored + i}", "bet_info": "x" * 500} for i in range(1000)))
    try:
        stored += store.upsert(bets).inserted
    except NotReadyError as error:
        print(error)
        break
print(stored == store.counts().bets == store.read().num_rows > 0)
"""


def test_a_full_disk_is_a_sentence_and_stores_nothing(tmp_path: Path) -> None:
    small_disk = 'mount -t tmpfs -o size=6m none "$1" && shift && "$@"'
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c", small_disk, "-", str(tmp_path)]
    probe = subprocess.run([*mount, "true"], check=False, capture_output=True)
    if probe.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {probe.stderr.decode().strip()}")
    command = [*mount, sys.executable, "-c", FULL_DISK, f"sqlite:///{tmp_path / 'bets.db'}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    sentence, intact = done.stdout.splitlines()
    assert "is full, so nothing of this was stored; free some space and try again." in sentence
    assert intact == "True"
