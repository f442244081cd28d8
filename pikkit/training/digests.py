"""What the files of a bundle are, byte for byte: told in its manifest, and checked before anything else reads them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pikkit.base.errors import InputError

MOST_BYTES = 256 * 2**20
"""Of one file; what training makes is a thousandth of it."""

Digests = dict[str, str]
"""A file's name to its SHA-256, in hexadecimal digits."""


def digests_of(folder: Path, names: Iterable[str]) -> Digests:
    """The digests of a folder's files, by these names.

    Raises:
        InputError: A file is larger than any that training makes.
        OSError: One cannot be read.
    """
    return {name: _digest(folder / name) for name in names}


def check_digests(folder: Path, told: object, names: Iterable[str]) -> None:
    """Compare files with what a manifest tells of them.

    Args:
        folder: The bundle's.
        told: What the manifest tells.
        names: The files that are to be read.

    Raises:
        InputError: A file is another than was saved, or nothing is told of it.
        OSError: One cannot be read.
    """
    if not isinstance(told, dict):
        raise InputError(f"The bundle in {folder} is damaged: its manifest tells no digests of its files.")
    for name, digest in digests_of(folder, names).items():
        if told.get(name) != digest:
            raise InputError(f"The bundle in {folder} is damaged: {name} is not the file that was saved with it.")


def _digest(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path} is larger than {MOST_BYTES:,} bytes; no part of a bundle is.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
