"""A backup made while everything goes on is restored row by row, file by file."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pikkit.backup import make_backup, restore_backup
from pikkit.base.errors import InputError
from pikkit.base.local_database import LocalDatabase
from pikkit.settings import Settings
from pikkit.store import open_store
from tests.store.builders import make_bets, make_rejects

ROOT = Path(__file__).parents[2]


def settings_of(home: Path, **more: str) -> Settings:
    return Settings(home=home, **more)  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Settings]:
    """A home with a store, an outbox, a registry, an artifact and a lineage."""
    folder = tmp_path / "home"
    settings = settings_of(folder)
    store = open_store(settings.resolved_store_url)
    store.upsert(make_bets(*({"bet_id": f"{n}", "bet_info": "Nice Moneyline Nice vs. Brest ☃"} for n in range(200))))
    store.add_rejects(make_rejects({}, {"line": 8}))
    store.close()
    outbox = LocalDatabase(folder / "outbox.db", "CREATE TABLE entries (id INTEGER PRIMARY KEY, body TEXT)")
    with outbox.writing() as connection:
        connection.execute("INSERT INTO entries (body) VALUES ('a capture')")
    artifact = folder / "mlartifacts" / "1" / "model"
    artifact.mkdir(parents=True)
    (artifact / "MLmodel").write_text("a model\n")
    with closing(sqlite3.connect(folder / "mlflow.db")) as registry, registry:
        registry.execute("CREATE TABLE model_versions (name TEXT, source TEXT, storage_location TEXT)")
        registry.execute("INSERT INTO model_versions VALUES ('pikkit', ?, NULL)", [f"file://{artifact}"])
    (folder / "lineage").mkdir()
    (folder / "lineage" / "events.jsonl").write_text('{"a": 1}\n')
    (folder / "logs").mkdir()
    (folder / "logs" / "api.log").write_text("nobody's business\n")
    yield settings
    outbox.close()


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a SQLite file."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in sorted(names)}


def test_a_restored_home_holds_every_row_and_file(home: Settings, tmp_path: Path) -> None:
    made = make_backup(home, tmp_path / "backup")
    assert made.store == "home"
    other = settings_of(tmp_path / "other")
    restore_backup(other, tmp_path / "backup")
    for name in ("pikkit.db", "outbox.db"):
        assert everything(other.resolved_home / name) == everything(home.resolved_home / name)
    files = {str(p.relative_to(other.resolved_home)) for p in other.resolved_home.rglob("*") if p.is_file()}
    assert files == {"pikkit.db", "outbox.db", "mlflow.db", "mlartifacts/1/model/MLmodel", "lineage/events.jsonl"}
    store = open_store(other.resolved_store_url)
    assert (store.counts().bets, store.counts().rejects) == (200, 2)
    store.close()


def test_a_restored_registry_finds_its_files_in_the_new_home(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    other = settings_of(tmp_path / "other")
    restore_backup(other, tmp_path / "backup")
    [(_, source, _)] = everything(other.resolved_home / "mlflow.db")["model_versions"]
    assert str(source).startswith(f"file://{other.resolved_home}/")
    assert Path(str(source).removeprefix("file://"), "MLmodel").is_file()


def test_a_backup_is_private(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    for path in (tmp_path / "backup", *(tmp_path / "backup").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(home: Settings, tmp_path: Path) -> None:
    store = open_store(home.resolved_store_url)
    stop = threading.Event()

    def write() -> None:
        batch = 0
        while not stop.is_set():
            store.upsert(make_bets(*({"bettor": f"b{batch}", "bet_id": f"{n}"} for n in range(100))))
            batch += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            make_backup(home, tmp_path / f"{number}")
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(3):
        other = settings_of(tmp_path / f"other {number}")
        restore_backup(other, tmp_path / f"{number}")
        restored = open_store(other.resolved_store_url)
        counts.append(restored.counts().bets)
        assert restored.read().num_rows == counts[-1] == int(restored.fingerprint().split("-")[0])
        restored.close()
    store.close()
    assert all(count % 100 == 0 for count in counts)
    assert counts == sorted(counts)


def test_a_damaged_backup_is_refused(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    file = tmp_path / "backup" / "home" / "lineage" / "events.jsonl"
    file.write_text('{"a": 2}\n')
    with pytest.raises(InputError, match=r"is damaged: home/lineage/events\.jsonl"):
        restore_backup(settings_of(tmp_path / "other"), tmp_path / "backup")
    assert not (tmp_path / "other").exists()


def test_a_backup_that_was_not_finished_is_none(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    (tmp_path / "backup" / "backup.json").unlink()
    with pytest.raises(InputError, match="is no backup, or one that was not finished"):
        restore_backup(settings_of(tmp_path / "other"), tmp_path / "backup")


def test_a_manifest_leads_nowhere_outside(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    manifest = tmp_path / "backup" / "backup.json"
    told = json.loads(manifest.read_text())
    told["files"]["../secret"] = "0" * 64
    (tmp_path / "secret").write_text("x")
    manifest.write_text(json.dumps(told))
    with pytest.raises(InputError, match="is damaged"):
        restore_backup(settings_of(tmp_path / "other"), tmp_path / "backup")


def test_a_home_with_bets_in_it_is_not_written_over(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    with pytest.raises(InputError, match="is not empty: it has lineage"):
        restore_backup(home, tmp_path / "backup")


@pytest.mark.parametrize("where", [".", "deeper", ".."])
def test_a_backup_into_the_home_is_refused(home: Settings, where: str) -> None:
    with pytest.raises(InputError, match=r"elsewhere|not empty"):
        make_backup(home, home.resolved_home / where)


RESTORE = """
import os, signal, sys
from pathlib import Path
from pikkit.backup import restore_backup
from pikkit.settings import Settings
left = int(sys.argv[3])
def die(event, _):
    global left
    if event in ("os.rename", "shutil.copyfile", "os.rmdir"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
restore_backup(Settings(home=Path(sys.argv[1])), Path(sys.argv[2]))
"""
"""Ends with SIGKILL before it copies, moves or removes one more file than it may."""


def test_a_restore_that_is_killed_anywhere_is_finished_by_the_next(home: Settings, tmp_path: Path) -> None:
    made = make_backup(home, tmp_path / "backup")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    entries = {name.split("/")[1] for name in made.files}
    for point in (0, len(made.files) - 1, *range(len(made.files) + 1, len(made.files) + len(entries) + 2, 2)):
        other = settings_of(tmp_path / f"{point}")
        command = [sys.executable, "-c", RESTORE, str(other.resolved_home), str(tmp_path / "backup"), str(point)]
        killed = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        restore_backup(other, tmp_path / "backup")
        assert everything(other.resolved_home / "pikkit.db") == everything(home.resolved_home / "pikkit.db")
        files = {f"home/{p.relative_to(other.resolved_home)}" for p in other.resolved_home.rglob("*") if p.is_file()}
        assert files == set(made.files)
        assert not list(other.resolved_home.glob(".rest*"))


def test_a_restore_that_was_cut_short_takes_nothing_from_a_home_used_since(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    other = settings_of(tmp_path / "other")
    (other.resolved_home / ".restoring").mkdir(parents=True)
    (other.resolved_home / "pikkit.db").write_text("bets of today")
    with pytest.raises(InputError, match=r"is not empty: it has pikkit\.db"):
        restore_backup(other, tmp_path / "backup")
    assert (other.resolved_home / "pikkit.db").read_text() == "bets of today"


@pytest.mark.parametrize("name", ["home/lineage/events.jsonl", "home/lineage", "home/planted"])
def test_a_link_in_a_backup_is_not_followed(home: Settings, tmp_path: Path, name: str) -> None:
    make_backup(home, tmp_path / "backup")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "events.jsonl").write_text('{"a": 1}\n')
    link = tmp_path / "backup" / name
    if link.is_dir():
        link.rename(tmp_path / "away")
    link.unlink(missing_ok=True)
    link.symlink_to(secret if link.suffix == "" else secret / "events.jsonl")
    other = settings_of(tmp_path / "other")
    if name == "home/planted":
        restore_backup(other, tmp_path / "backup")  # what the manifest does not name is no part of a backup
        assert not (other.resolved_home / "planted").exists()
    else:
        with pytest.raises(InputError, match="is damaged"):
            restore_backup(other, tmp_path / "backup")
        assert not other.resolved_home.exists()


def test_what_is_restored_is_private_whatever_the_backup_became(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    for path in (tmp_path / "backup").rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)
    other = settings_of(tmp_path / "other")
    restore_backup(other, tmp_path / "backup")
    for path in (other.resolved_home, *other.resolved_home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def retold(backup: Path, **told: object) -> None:
    manifest = backup / "backup.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | told))


def test_a_backup_of_a_later_store_is_refused_with_what_can_restore_it(home: Settings, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "backup")
    retold(tmp_path / "backup", schema_version=4711, pikkit="99.1")
    with pytest.raises(InputError, match=r"version 4711.*Pikkit 99\.1 or a later one"):
        restore_backup(settings_of(tmp_path / "other"), tmp_path / "backup")
    assert not (tmp_path / "other").exists()
