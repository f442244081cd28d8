"""What a backup holds: every file with its digest, written last, so that half a backup is none."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import InputError
from pikkit.base.file_state import sha256_of
from pikkit.base.private import private_file

FILE = "backup.json"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        pikkit: Version of the Pikkit that made it.
        made_at: ISO 8601, UTC.
        home: The folder it was made of, as an absolute path.
        schema_version: Of the bet store.
        store: Where the bets are: ``home``, or ``tables`` for those of a Postgres store.
        files: SHA-256 by path in the backup.
        rows: Of a Postgres store, by table.
    """

    pikkit: str
    made_at: str
    home: str
    schema_version: int
    store: str
    files: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all."""
    unfinished = private_file(folder / f".{FILE}")
    unfinished.write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    unfinished.replace(folder / FILE)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup, all of whose files are as they were when it was made.

    Raises:
        InputError: It is no backup, or a file of it is missing or another.
    """
    try:
        manifest = TypeAdapter(Manifest).validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(f"{folder} is no backup, or one that was not finished: it has no {FILE} of ours.") from error
    for name, digest in manifest.files.items():
        file = folder.resolve() / name
        if file.resolve() != file or not file.is_file() or sha256_of(file) != digest:  # no link, no way out
            raise InputError(f"The backup {folder} is damaged: {name} is missing or not what was backed up.")
    return manifest
