"""By which rules bets were matched: what others made is not read."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files

import numpy as np

from pikkit.sync.reader_version import reader_version


@cache
def rules_digest() -> str:
    """A digest of how legs and names are read (``pikkit/bets``), of ``pikkit/quotes``, and of NumPy's version."""
    digest = blake2b(f"{reader_version()} {np.__version__}".encode(), digest_size=12)
    quotes = files("pikkit.quotes")
    for name in ("", "match", "kept"):
        folder = quotes.joinpath(name) if name else quotes
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
