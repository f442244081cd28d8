"""The watched folder: a file of quotes that is put there is stored, and gone; one that cannot be read is set aside."""

import logging
from collections.abc import Iterator
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.quotes.read.files import READERS
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.importing import QuoteImport, import_quotes

log = logging.getLogger("pikkit.quotes")
UNREADABLE = ".unreadable"
"""Added to the name of a file that cannot be read."""


def store_inbox(inbox: Path, store: QuoteStore) -> int:
    """Store the files of the folder; returns how many quotes were new.

    A file is only taken once it is whole: write it under another name (a dot in front), and rename it. What is not
    stored is logged, as nobody reads an answer.
    """
    stored = 0
    for file in _files(inbox):
        try:
            done = store_file(file, store)
        except InputError as error:
            log.warning("%s", error)
            continue
        stored += done.stored
        for sentence in done.set_aside:
            log.warning("Set aside of %s, %s", file.name, sentence)
    return stored


def store_file(file: Path, store: QuoteStore) -> QuoteImport:
    """Store a file of quotes and delete it; returns what was stored, and what was set aside.

    Raises:
        InputError: It cannot be read to its end; it is kept under another name.
    """
    try:
        done = _stored(file, store)
    except InputError:
        file.rename(file.with_name(file.name + UNREADABLE))
        raise
    file.unlink()
    return done


def _stored(file: Path, store: QuoteStore) -> QuoteImport:
    done = import_quotes(file, store)
    if done.skipped:
        raise InputError("; ".join(done.skipped.values()))
    return done


def _files(inbox: Path) -> Iterator[Path]:
    files = sorted(inbox.iterdir()) if inbox.is_dir() else []
    return (file for file in files if file.suffix.lower() in READERS and not file.name.startswith("."))
