"""Which config.yaml and .env count: those of the folder that PIKKIT_CONFIG names, else the current folder's if trusted.

A folder of exports that somebody sent may hold such files too. They could name a store, a feed that is sent the key, a
program to run: so a file of the current folder that names more than limits, effort and rules ends the call with a
sentence until its reader has said ``pikkit config trust``. To pass it over would be no better: whoever wrote it himself
would work on another store.
"""

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from pikkit.base.errors import InputError
from pikkit.base.plain_yaml import plain_yaml
from pikkit.settings.trusted_folders import is_trusted

PREFIX = "PIKKIT_"
YAML, DOTENV = "config.yaml", ".env"
CONFIG = "PIKKIT_CONFIG"
"""The variable that names the folder whose files count; empty: no file does."""
_LARGEST = 1 << 20
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class ConfigFile:
    """One of the two.

    Attributes:
        path: Where it is.
        content: As it lies there.
        values: What it says: the document of config.yaml, the variables of .env.
    """

    path: Path
    content: bytes
    values: dict[str, Any]

    def settings_among(self, known: Collection[str]) -> list[str]:
        """The settings that it names, as config.yaml would: a section once."""
        if self.path.name == YAML:
            return [str(name) for name in self.values if name in known]
        ours = (name[len(PREFIX) :].lower() for name in self.values if name.upper().startswith(PREFIX))
        return list(dict.fromkeys(name.split("__")[0] for name in ours if name.split("__")[0] in known))


def config_files(known: Collection[str], harmless: Collection[str]) -> list[ConfigFile]:
    """Those that count, config.yaml first.

    Args:
        known: The names of all settings. A file that names none is nobody's configuration of Pikkit.
        harmless: Those that whoever sent the file may choose.

    Raises:
        InputError: One is not trusted, open to others, or cannot be read.
    """
    named = os.environ.get(CONFIG)
    if named is not None:
        return _closed(Path(named)) if named else []
    files = [file for file in files_in(Path.cwd()) if file.settings_among(known)]
    guarded = [name for name in known if name not in harmless]
    strange = [file for file in files if file.settings_among(guarded) and not is_trusted(file.path, file.content)]
    if strange:
        raise InputError(_refusal(strange, guarded))
    return files


def files_that_may_count() -> list[ConfigFile]:
    """Those of the folder that is meant, trusted or not: to say what they name.

    Raises:
        InputError: One cannot be read as what its name says.
    """
    named = os.environ.get(CONFIG)
    return files_in(Path(named) if named else Path.cwd()) if named != "" else []


def files_in(folder: Path) -> list[ConfigFile]:
    """The two of a folder, as far as they are there, trusted or not.

    Raises:
        InputError: One cannot be read as what its name says.
    """
    return [_read(folder / name) for name in (YAML, DOTENV) if (folder / name).is_file()]


def _closed(folder: Path) -> list[ConfigFile]:
    if not folder.is_absolute():
        raise InputError(f"{CONFIG} is {folder}; accepted: the whole path of a folder, or nothing for no file at all.")
    if not folder.is_dir():
        raise InputError(f"{CONFIG} is {folder}, which is no folder.")
    files = files_in(folder)
    for path in [folder, *(file.path for file in files)] if files else []:
        _check_rights(path)
    return files


def _check_rights(path: Path) -> None:
    """Nothing here was read first, so that who may write it must be its reader or root alone, as for ssh's files."""
    status = path.stat()
    if status.st_uid not in {os.geteuid(), 0}:
        raise InputError(f"{path} belongs to another user, who could set your store and secrets: make it your own.")
    if status.st_mode & _OTHERS_WRITE and not status.st_mode & stat.S_ISVTX:
        raise InputError(f"{path} can be written by others, who could set your store and secrets: chmod go-w {path}")


def _read(path: Path) -> ConfigFile:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        return ConfigFile(path, content, _values(path.name, content))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]  # the next show the file
        raise InputError(f"{path} cannot be read as settings: {why}. {CONFIG}= (nothing) passes it over.") from error


def _values(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > _LARGEST:
        raise ValueError(f"it has more than {_LARGEST >> 20} MiB")
    text = content.decode("utf-8")
    document = dict(dotenv_values(stream=StringIO(text))) if name == DOTENV else plain_yaml(text) or {}
    if isinstance(document, dict):
        return document
    raise ValueError("it is no list of names with values")


def _refusal(files: list[ConfigFile], guarded: Collection[str]) -> str:
    named = " and ".join(f"{file.path} names {', '.join(file.settings_among(guarded))}" for file in files)
    return (
        f"{named}, which you have not said to trust as it is now. Read it; if it is yours: pikkit config trust. "
        f"If not, work in another folder, or with {CONFIG}= (nothing), which passes it over."
    )
