"""The digest of a bundle, kept with its version: what the registry hands out is what was registered, or nothing."""

import hashlib
from pathlib import Path

from pikkit.base.errors import NotReadyError

TAG = "bundle_sha256"
"""The tag of a model version; versions that were registered before there was one have none."""
_BESIDE = frozenset({"registered.json", "model_card.md"})
"""What is put next to a bundle later: a note of its version, and its card. Nothing that is loaded."""


def bundle_digest(folder: Path) -> str:
    """SHA-256, in hexadecimal, of every file of a bundle by its path."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _BESIDE):
        with file.open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        digest.update(f"{file.relative_to(folder).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()


def check_digest(folder: Path, wanted: str | None, what: str) -> None:
    """See that a bundle is the one that was registered.

    Raises:
        NotReadyError: It is another, or only a part of it.
    """
    if wanted and bundle_digest(folder) != wanted:
        raise NotReadyError(f"The files of {what} are not those that were registered; nothing of them is used.")
