"""What of the folders that Pikkit is called in its user has said to trust; kept with the user, not in those folders.

A folder may come from somebody else whole, with whatever files would say that it is trusted: so the record lies in the
user's own data, one empty-handed file a trusted one, named by the digest of where it is and what it holds.
"""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.private import private_file, private_folder

HOME = b"home"
"""Stands for the content of a home, which changes all the time."""


def is_trusted(file: Path, content: bytes) -> bool:
    """Whether the user trusts a file at this place with this content; another content is another file."""
    return _record(file, content).is_file()


def trust(file: Path, content: bytes) -> None:
    """Trust it from now on.

    Raises:
        InputError: The user's data folder cannot be written.
    """
    record = _record(file, content)
    try:
        private_folder(record.parent)
        private_file(record).write_text(f"{file}\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"What is trusted is kept in {record.parent}, which cannot be written: {error.strerror}. "
            "PIKKIT_CONFIG can name the folder of config.yaml and .env instead."
        ) from error


def distrust(file: Path, content: bytes) -> None:
    """Trust it no longer."""
    _record(file, content).unlink(missing_ok=True)


def check_home(home: Path) -> None:
    """See that a home which nobody named, but which lies in the current folder, is one that its user made there.

    One that came with a folder says which servers are asked for models and who is told of captures. Where there is
    none yet, the one that will be made is trusted.

    Raises:
        InputError: Nobody knows where it comes from.
    """
    if is_trusted(home, HOME) or Path(sys.prefix).is_relative_to(home):  # what runs lies in it
        return
    if home.is_dir() and any(home.iterdir()):
        raise InputError(
            f"{home} was not made here by you, as far as is known. If it is yours (moved, copied or older): "
            "pikkit config trust. If not, work in another folder, or name a home of your own in PIKKIT_HOME."
        )
    with suppress(InputError):  # no data folder: PIKKIT_HOME will have to name it
        trust(home, HOME)


def _record(file: Path, content: bytes) -> Path:
    digest = hashlib.sha256(os.fsencode(file) + b"\0" + content).hexdigest()
    return _data_folder() / "pikkit" / "trusted" / digest


def _data_folder() -> Path:
    """Where a user's programs keep what is theirs: XDG's base directories; a relative path there counts as none."""
    named = os.environ.get("XDG_DATA_HOME", "")
    if Path(named).is_absolute():
        return Path(named)
    try:
        return Path.home() / ".local" / "share"
    except RuntimeError:  # a pod's user that nobody knows: nothing is kept
        return Path(os.devnull)
