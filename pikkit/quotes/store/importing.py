"""Files of quotes into the store: good ones stored, bad ones counted by reason, unreadable files reported."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.quotes.read.files import find_quote_files, iter_quotes
from pikkit.quotes.store.contract import QuoteStore


@dataclass(frozen=True)
class QuoteImport:
    """What an import did.

    Attributes:
        files: Files that were read, whole or in part.
        rows: Rows read.
        stored: Quotes that are new in the store.
        known: Quotes that were there, or twice in the files.
        quarantined: Rows set aside, by rule.
        notes: What is special about stored quotes: ``live``.
        skipped: Files that could not be read to their end, each with a sentence.
        example: A set-aside row of each rule, with its reason.
    """

    files: int
    rows: int
    stored: int
    known: int
    quarantined: dict[str, int]
    notes: dict[str, int]
    skipped: dict[str, str]
    example: dict[str, str]

    @property
    def set_aside(self) -> list[str]:
        """How many rows each rule set aside, with one of them."""
        return [f"{rule}: {number:,}. {self.example[rule]}" for rule, number in self.quarantined.items()]


def import_quotes(
    path: str | Path, store: QuoteStore, now: datetime | None = None, progress: Callable[[str, int], None] | None = None
) -> QuoteImport:
    """Read a file of quotes, or every one of a folder, into a store. Importing again changes nothing.

    Args:
        path: Parquet, CSV or The Odds API's JSON, or a folder of them.
        store: Where they go.
        now: What the clock says.
        progress: Told a file's name and how many more of its rows are done.

    Raises:
        InputError: There is no file, or none can be read.
    """
    rows = stored = known = files = 0
    quarantined: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    skipped: dict[str, str] = {}
    example: dict[str, str] = {}
    for file in find_quote_files(path):
        read = 0
        try:
            for batch in iter_quotes(file, now):
                new = store.append(batch.quotes)
                stored, known = stored + new, known + batch.duplicates + batch.quotes.num_rows - new
                quarantined.update(batch.quarantined)
                notes.update(batch.notes)
                for rule, reason, raw in zip(
                    *(batch.rejects[n].to_pylist() for n in ("rule", "reason", "raw")), strict=True
                ):
                    example.setdefault(rule, f"{reason} {raw}")
                read += batch.rows
                if progress:
                    progress(file.name, batch.rows)
        except InputError as error:
            skipped[file.name] = str(error)
        rows, files = rows + read, files + int(read > 0 or file.name not in skipped)
    if skipped and not files:
        raise InputError("; ".join(skipped.values()))
    counts = (dict(sorted(quarantined.items())), dict(notes), skipped, example)
    return QuoteImport(files, rows, stored, known, *counts)
