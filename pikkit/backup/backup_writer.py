"""A home and its store into a folder, while servers and commands go on."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pikkit.backup.manifest import Manifest, write_manifest
from pikkit.backup.table_copies import dump_tables
from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.file_state import sha256_of
from pikkit.base.private import private_file, private_folder
from pikkit.base.version import __version__
from pikkit.settings import Settings
from pikkit.store.opening import engine_at
from pikkit.store.upgrading import version_at

HOME, TABLES = "home", "tables"
PASSED_OVER = frozenset({"venv", "cache", "logs", "performance", "sample", ".restoring", "backups"})
"""Entries of a home that are made again by themselves, or are no part of it."""
_FIRST = ("uploads", "outbox.db", "pikkit.db", "mlflow.db")
"""In this order, then the rest. What is on its way is copied before where it goes: an upload or a capture that gets
there meanwhile is in the backup twice, and delivered once; and a registry before the files it names."""
_STORE = frozenset({"pikkit.db"})
_DATABASE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")
_PAGES = 1000  # of a database copied between two looks at whether somebody waits


def make_backup(settings: Settings, folder: Path, *, store_only: bool = False) -> Manifest:
    """Back a home up, with its store wherever it is.

    Every SQLite file is copied as it was at one moment, a Postgres store as it was at one moment too.

    Args:
        settings: Of the home.
        folder: Where to; made, and must be empty.
        store_only: Only the bet store.

    Returns:
        What it holds.

    Raises:
        InputError: The folder is not empty or inside the home, or the store is reached over an API only.
        NotReadyError: The disk is full.
    """
    home = settings.resolved_home
    _check(folder, home)
    try:
        private_folder(folder)
        version, rows = _store(settings, folder)
        if home.is_dir():
            private_folder(folder / HOME)
            for entry in _ordered(home, _STORE if store_only else None):
                _copy(entry, folder / HOME / entry.name)
    except OSError as error:
        raise NotReadyError(f"The backup cannot be written to {folder}: {error.strerror}.") from error
    files = {str(file.relative_to(folder)): sha256_of(file) for file in sorted(folder.rglob("*")) if file.is_file()}
    now = datetime.now(UTC).isoformat()
    manifest = Manifest(__version__, now, str(home), version, TABLES if rows else HOME, files, rows)
    write_manifest(folder, manifest)
    return manifest


def _check(folder: Path, home: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is not empty; a backup needs a folder of its own.")
    if folder.resolve() == home or home.is_relative_to(folder.resolve()):
        raise InputError(f"{folder} is the home itself or around it; give a folder elsewhere.")
    inside = folder.resolve().relative_to(home).parts[:1] if folder.resolve().is_relative_to(home) else ()
    if inside and inside[0] not in PASSED_OVER:
        raise InputError(f"{folder} is inside the home; give a folder elsewhere, or in {home / 'backups'}.")


def _store(settings: Settings, folder: Path) -> tuple[int, dict[str, int]]:
    """The store's version, and if it is a Postgres its tables, written to the folder."""
    url = settings.supabase_db_url.get_secret_value() or settings.resolved_store_url
    if url.startswith("supabase+"):
        raise InputError("A project is backed up over its connection string; set PIKKIT_SUPABASE_DB_URL.")
    if not url.startswith("postgres"):
        return _of_file(settings, url, folder), {}
    engine = engine_at(url)
    try:
        return version_at(engine), dump_tables(engine, private_folder(folder / TABLES))
    finally:
        engine.dispose()


def _of_file(settings: Settings, url: str, folder: Path) -> int:
    file = Path(url.removeprefix("sqlite:///"))
    if not file.is_file():
        return 0
    engine = engine_at(url)
    version = version_at(engine)
    engine.dispose()
    if not file.resolve().is_relative_to(settings.resolved_home):
        _copy(file, private_folder(folder / HOME) / "pikkit.db")
    return version


def _ordered(home: Path, only: frozenset[str] | None) -> Iterator[Path]:
    entries = {entry.name: entry for entry in sorted(home.iterdir()) if entry.name not in PASSED_OVER}
    entries = {name: entry for name, entry in entries.items() if only is None or name in only}
    first = [entries.pop(name) for name in _FIRST if name in entries]
    return iter([*first, *entries.values()])


def _copy(source: Path, target: Path) -> None:
    """Copy what is there; what goes meanwhile (a file that another has replaced) is no loss."""
    if source.is_symlink() or source.name.endswith((".lock", *_BESIDE)) or source.name == ".lock":
        return
    if source.is_dir():
        private_folder(target)
        for entry in sorted(source.iterdir(), key=lambda entry: (not entry.name.endswith(".db"), entry.name)):
            _copy(entry, target / entry.name)
    elif source.is_file():
        private_file(target)
        try:
            _copy_file(source, target)
        except FileNotFoundError:
            target.unlink()


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        is_database = stream.read(len(_DATABASE)) == _DATABASE
    if is_database:
        _copy_database(source, target)
        return
    for _ in range(5):  # one that is appended to may grow under our hands; the last copy is whole up to its end
        before = source.stat()
        shutil.copyfile(source, target)
        after = source.stat()
        if (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino):
            break
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))


def _copy_database(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            there.execute("BEGIN")  # one moment, however long the copy takes: in WAL mode nobody waits for us
            there.execute("SELECT count(*) FROM sqlite_master").fetchone()
            there.backup(here, pages=_PAGES)
            here.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise NotReadyError(f"{source.name} cannot be backed up: {error}.") from error
