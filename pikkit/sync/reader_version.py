"""Which rules a file of bets is read by: what was read by others is read again."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from pikkit.base.version import __version__


@cache
def reader_version() -> str:
    """Pikkit's version and a digest of ``pikkit/bets``: its code and its tables, so that no rule changes unnoticed."""
    digest = blake2b(digest_size=6)
    for name, file in sorted(_sources(files("pikkit.bets"), "")):
        digest.update(name.encode())
        digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()}"


def _sources(folder: Traversable, at: str) -> list[tuple[str, Traversable]]:
    sources = []
    for entry in folder.iterdir():
        name = f"{at}/{entry.name}"
        if entry.is_dir():
            sources += _sources(entry, name)
        elif name.endswith((".py", ".csv")):
            sources.append((name, entry))
    return sources
