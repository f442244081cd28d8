"""What features were built with, as a digest: rows of a build can be kept only by a build of the same definitions."""

from functools import cache
from hashlib import sha256
from pathlib import Path


@cache
def source_digest() -> bytes:
    """A digest of the source of all features, in hexadecimal."""
    digest = sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest().encode()
