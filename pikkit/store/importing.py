"""Exports into a store: every good bet upserted, every bad row quarantined, every unreadable file reported."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.bets.export import FormatChoice, find_exports
from pikkit.store.base import BetStore, UpsertCounts
from pikkit.store.exports import ExportBatch, UnreadableExportError, export_into

Progress = Callable[[str, int], None]
"""Told the name of the file being read and how many more of its rows are done."""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is no export, and the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did. Counts are of this import's files, except that nothing imported before counts as new."""

    files: int
    rows: int
    inserted: int
    updated: int
    unchanged: int
    quarantined: dict[str, int]
    """Rejected rows by rule, those quarantined by an earlier import included."""
    skipped: tuple[SkippedFile, ...] = ()
    warned: dict[str, int] = field(default_factory=dict)
    """Bets that were kept with a warning, by rule."""
    notes: tuple[str, ...] = ()
    """What is to be said of whole files, such as the notation of their prices."""


def import_exports(
    path: str | Path,
    store: BetStore,
    bettor: str | None = None,
    progress: Progress | None = None,
    *,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
) -> ImportSummary:
    """Read an export, or every export of a folder, into a store. Importing again changes nothing.

    Args:
        path: A file, or a folder of them.
        store: Where the bets go.
        bettor: Whose bets all of them are; if None, a file's name without its suffix is its bettor.
        progress: Called after each batch.
        format: What the columns of all of them mean; None: they must tell.

    Returns:
        The counts, and the files of the folder that could not be read.

    Raises:
        InputError: There is no file, none of the files can be read, or the store cannot be used.
    """
    files = find_exports(path)
    tally = _Tally()
    for file in files:
        try:
            for batch in export_into(store, file, bettor, format=format):
                tally.add(batch)
                if progress is not None:
                    progress(file.name, batch.read.rows)
        except UnreadableExportError as error:
            tally.skipped.append(SkippedFile(file, str(error)))
    if len(tally.skipped) == len(files):
        more = f" (and {len(files) - 1} more files failed)" if len(files) > 1 else ""
        raise InputError(f"{tally.skipped[0].reason}{more}")
    return tally.summary(len(files) - len(tally.skipped))


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    counts: UpsertCounts = field(default_factory=UpsertCounts)
    rules: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    skipped: list[SkippedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, batch: ExportBatch) -> None:
        self.rows += batch.read.rows
        self.counts += batch.counts
        self.rules.update(batch.read.rejects["rule"].to_pylist())
        self.warned.update(batch.read.warnings["rule"].to_pylist())
        self.notes += batch.read.notes

    def summary(self, files: int) -> ImportSummary:
        counts = self.counts
        return ImportSummary(
            files=files,
            rows=self.rows,
            inserted=counts.inserted,
            updated=counts.updated,
            unchanged=counts.unchanged,
            quarantined=dict(sorted(self.rules.items())),
            skipped=tuple(self.skipped),
            warned=dict(sorted(self.warned.items())),
            notes=tuple(self.notes),
        )
