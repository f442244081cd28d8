"""A backup into an empty home, and an empty database if the store was one."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from pikkit.backup.backup_writer import HOME, PASSED_OVER, TABLES
from pikkit.backup.manifest import FILE, Manifest, read_manifest
from pikkit.backup.table_copies import load_tables
from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.file_state import sha256_of
from pikkit.base.private import private_file, private_folder
from pikkit.settings import Settings
from pikkit.store.migrations import latest
from pikkit.store.opening import engine_at

_STAGE = ".restoring"
"""What is being copied; worth nothing until it is whole."""
_WHOLE = ".restored-"
"""What is whole, with the digest of its manifest: it only has to be moved into its place."""
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
        InputError: It is no whole backup, one of a later Pikkit's store, the home or the database is not empty, or the
            store is a Postgres and the settings name none.
        NotReadyError: The disk is full.
    """
    manifest = read_manifest(folder)
    _check_version(manifest)
    home = settings.resolved_home
    whole = home / f"{_WHOLE}{sha256_of(folder / FILE)[:12]}"
    try:
        if not whole.is_dir():
            _check_empty(home)
            _stage(settings, folder, manifest).rename(whole)
        _move_in(whole, home)
    except OSError as error:
        raise NotReadyError(f"The home {home} cannot be written: {error.strerror}.") from error
    return manifest


def _check_version(manifest: Manifest) -> None:
    if manifest.schema_version > latest():
        raise InputError(
            f"The backup's store is of version {manifest.schema_version}, this Pikkit knows versions up to {latest()}: "
            f"restore it with Pikkit {manifest.pikkit} or a later one."
        )


def _check_empty(home: Path) -> None:
    entries = sorted(entry.name for entry in home.iterdir()) if home.is_dir() else []
    in_the_way = [name for name in entries if name not in PASSED_OVER and (name[0] != "." or name.startswith(_WHOLE))]
    if in_the_way:
        raise InputError(
            f"The home {home} is not empty: it has {', '.join(in_the_way[:5])}. Set PIKKIT_HOME to a new folder."
        )


def _stage(settings: Settings, folder: Path, manifest: Manifest) -> Path:
    """Everything of a backup, in a folder beside its place."""
    home = settings.resolved_home
    stage = private_folder(home) / _STAGE
    if stage.is_dir():
        shutil.rmtree(stage)
    private_folder(stage)
    for name in manifest.files:
        if name.startswith(f"{HOME}/"):
            _copy(folder / name, stage, Path(name).relative_to(HOME).parts)
    try:
        _move_paths(stage / "mlflow.db", manifest.home, str(home))
    except sqlite3.Error as error:
        raise InputError(f"The backup is damaged: its mlflow.db cannot be read ({error}).") from error
    if manifest.store == TABLES:
        _load(settings, folder / TABLES, manifest)
    return stage


def _copy(source: Path, stage: Path, parts: tuple[str, ...]) -> None:
    """Copy a file to its place, and let nobody else read it, whatever rights it has in the backup."""
    *folders, name = parts
    for part in folders:
        stage = private_folder(stage / part)
    shutil.copyfile(source, private_file(stage / name))
    status = source.stat()
    os.utime(stage / name, ns=(status.st_atime_ns, status.st_mtime_ns))


def _move_in(whole: Path, home: Path) -> None:
    """Move what is left of it; what was moved before a kill stays where it is."""
    for entry in sorted(whole.iterdir()):
        if os.path.lexists(home / entry.name):
            raise InputError(f"{home / entry.name} was made since the restore was cut short; move it away first.")
        entry.rename(home / entry.name)
    whole.rmdir()


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
