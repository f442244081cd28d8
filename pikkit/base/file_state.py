"""What tells whether a file is the one it was."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file system says of a file: two equal ones a while apart, and it is not being written."""

    size: int
    modified_ns: int

    @classmethod
    def of(cls, file: Path) -> "FileState":
        """The state of a file now; OSError if it is gone."""
        status = file.stat()
        return cls(status.st_size, status.st_mtime_ns)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
