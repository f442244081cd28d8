"""Folders and files that their owner alone may read: bets are nobody else's business on a shared machine."""

import os
import stat
from contextlib import suppress
from pathlib import Path

FOLDER = 0o700
FILE = 0o600


def private_folder(folder: Path) -> Path:
    """The folder, made if it is not there, with its parents; nobody else may look into it from now on.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _restrict(folder, FOLDER)
    return folder


def private_file(file: Path) -> Path:
    """The file, made empty if it is not there; nobody else may read it from now on.

    Raises:
        OSError: It cannot be made.
    """
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, FILE))
    _restrict(file, FILE)
    return file


def private_database(file: Path) -> Path:
    """A SQLite file with its write-ahead log, which SQLite makes with the rights of the file."""
    private_file(file)
    for suffix in ("-wal", "-shm", "-journal"):
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            _restrict(beside, FILE)
    return file


def _restrict(path: Path, mode: int) -> None:
    """Take the rights of others, where they have any and it is ours to say."""
    with suppress(OSError):  # another user's, or a file system without rights
        status = path.stat()
        if stat.S_IMODE(status.st_mode) & 0o077 and status.st_uid == os.geteuid():
            path.chmod(mode)
