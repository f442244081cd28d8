"""A backup into an empty home, and an empty database if the store was one."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from pikkit.backup.backup_writer import HOME, PASSED_OVER, TABLES
from pikkit.backup.manifest import Manifest, read_manifest
from pikkit.backup.table_copies import load_tables
from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.private import private_folder
from pikkit.settings import Settings
from pikkit.store.opening import engine_at

_STAGE = ".restoring"
_PATHS = {
    "experiments": ("artifact_location",),
    "runs": ("artifact_uri",),
    "model_versions": ("source", "storage_location"),
    "logged_models": ("artifact_location",),
}
"""The columns of a registry that hold where files are, as absolute paths."""


def restore_backup(settings: Settings, folder: Path) -> Manifest:
    """Restore a backup. A restore that was cut short is finished by the same call.

    Args:
        settings: Of the home, which must be empty; a Postgres store goes into the database they name.
        folder: The backup.

    Raises:
        InputError: It is no whole backup, the home or the database is not empty, or the store is a Postgres and the
            settings name none.
        NotReadyError: The disk is full.
    """
    manifest = read_manifest(folder)
    home = settings.resolved_home
    _check_empty(home)
    try:
        stage = private_folder(private_folder(home) / _STAGE)
        _empty(stage)
        if (folder / HOME).is_dir():
            shutil.copytree(folder / HOME, stage, dirs_exist_ok=True)
        _move_paths(stage / "mlflow.db", manifest.home, str(home))
        if manifest.store == TABLES:
            _load(settings, folder / TABLES, manifest)
        for entry in sorted(stage.iterdir()):
            entry.rename(home / entry.name)
        stage.rmdir()
    except OSError as error:
        raise NotReadyError(f"The home {home} cannot be written: {error.strerror}.") from error
    return manifest


def _check_empty(home: Path) -> None:
    if not home.is_dir() or (home / _STAGE).is_dir():
        return
    found = sorted(entry.name for entry in home.iterdir() if entry.name not in PASSED_OVER and entry.name[0] != ".")
    if found:
        raise InputError(
            f"The home {home} is not empty: it has {', '.join(found[:5])}. Set PIKKIT_HOME to a new folder."
        )


def _empty(stage: Path) -> None:
    for entry in stage.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _load(settings: Settings, folder: Path, manifest: Manifest) -> None:
    url = settings.supabase_db_url.get_secret_value() or settings.resolved_store_url
    if not url.startswith("postgres"):
        raise InputError("The backup is of a Postgres store; name an empty database in PIKKIT_STORE_URL.")
    engine = engine_at(url)
    try:
        load_tables(engine, folder, manifest.schema_version, manifest.rows)
    finally:
        engine.dispose()


def _move_paths(registry: Path, old: str, new: str) -> None:
    """Let a registry find its files in the new home."""
    if not registry.is_file() or old == new:
        return
    with closing(sqlite3.connect(registry)) as connection, connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table, columns in _PATHS.items():
            for column in columns if table in tables else ():
                query = f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE instr({column}, ?) > 0"  # noqa: S608
                connection.execute(query, (f"{old}/", f"{new}/", f"{old}/"))
