"""One sync: what is new in a file or a folder, into the store."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.progress import Tell, silent
from pikkit.bets.export import FormatChoice, find_exports
from pikkit.store.base import BetStore, UpsertCounts
from pikkit.sync.event_refresh import note_events
from pikkit.sync.export_file import ExportBatch, OpenedExport, UnreadableExportError, open_export, store_export
from pikkit.sync.imported_files import ImportedFiles
from pikkit.sync.reading_ahead import ReadExport, ahead, readers_for, reading
from pikkit.sync.rule_changes import RuleChanges

Progress = Callable[[str, int], None]
"""Told the name of the file being read and how many more of its rows are done."""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is no export, and the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class SyncSummary:
    """What a sync did.

    Attributes:
        files: Files that were new or changed, and read.
        known: Files that were as they had been, and not read.
        rows: Rows of the files read.
        inserted, updated, unchanged: Bets of the files read.
        quarantined: Rows newly quarantined.
        rules: Rejected rows of the files read by rule, those quarantined before included.
        skipped: Files that cannot be read.
        watermark: The store's, after it.
        warned: Bets of the files read that were kept with a warning, by rule.
        notes: What is to be said of whole files, such as the notation of their prices.
        otherwise: Bets of files that were read by other rules before, by the field that is another now: ``market``,
            ``subject`` and ``event`` always, others that changed; empty: there was no such file.
    """

    files: int
    known: int
    rows: int
    inserted: int
    updated: int
    unchanged: int
    quarantined: int
    rules: dict[str, int]
    skipped: tuple[SkippedFile, ...]
    watermark: int
    warned: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    otherwise: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether the store has anything it had not before."""
        return bool(self.inserted or self.updated or self.quarantined)


def sync_exports(
    path: str | Path,
    store: BetStore,
    bettor: str | None = None,
    *,
    every: bool = False,
    progress: Progress | None = None,
    tell: Tell = silent,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
    processes: int = 1,
) -> SyncSummary:
    """Bring a store up to date with an export, or with every export of a folder.

    Args:
        path: A file, or a folder of them.
        store: Where the bets go.
        bettor: Whose bets all of them are; if None, a file's name without its suffix is its bettor.
        every: Read known files too.
        progress: Called after each batch.
        tell: Told how many of the files are done, known ones included.
        format: What the columns of all of them mean; None: they must tell.
        processes: How many may read files ahead, where they are large enough for that to pay; 1: this one reads all.

    Raises:
        InputError: There is no file, none of the files can be read, or the store cannot be used.
    """
    files = find_exports(path)
    summary = sync_files(
        files, store, bettor, every=every, progress=progress, tell=tell, format=format, processes=processes
    )
    if len(summary.skipped) == len(files):
        more = f" (and {len(files) - 1} more files failed)" if len(files) > 1 else ""
        raise InputError(f"{summary.skipped[0].reason}{more}")
    return summary


def sync_files(
    files: Sequence[Path],
    store: BetStore,
    bettor: str | None = None,
    *,
    every: bool = False,
    progress: Progress | None = None,
    tell: Tell = silent,
    format: FormatChoice = None,  # noqa: A002
    processes: int = 1,
) -> SyncSummary:
    """The same for files that were found already; those that cannot be read are told in the summary."""
    imported_files = ImportedFiles.of(store)
    tally, before, changes = _Tally(), store.watermark(), RuleChanges(store, imported_files)
    wanted = files if every else _not_imported(imported_files, files, bettor, store)
    tally.known = len(files) - len(wanted)
    readers = readers_for(wanted, processes, format)
    with reading(readers) as read:
        begun = (_begun(file, bettor, format, read) for file in wanted)
        for done, (file, opened) in enumerate(ahead(zip(wanted, begun, strict=True), readers or 1)):
            tell(tally.known + done, len(files), "files")
            try:
                export = _sound(opened)
                with changes.of(file, bettor):
                    for batch in store_export(store, export):
                        tally.add(batch)
                        if progress is not None:
                            progress(file.name, batch.read.rows)
                tally.files += 1
            except UnreadableExportError as error:
                tally.skipped.append(SkippedFile(file, str(error)))
    if tally.counts.inserted or tally.counts.updated:
        note_events(store, before)
    tell(len(files), len(files), "files")
    tally.otherwise = changes.counts()
    return tally.summary(store.watermark())


def import_exports(
    path: str | Path,
    store: BetStore,
    bettor: str | None = None,
    progress: Progress | None = None,
    *,
    format: FormatChoice = None,  # noqa: A002
    processes: int = 1,
) -> SyncSummary:
    """A sync that reads every file, also one that has not changed since; its bets change nothing then."""
    return sync_exports(path, store, bettor, every=True, progress=progress, format=format, processes=processes)


def _not_imported(
    imported_files: ImportedFiles, files: Sequence[Path], bettor: str | None, store: BetStore
) -> list[Path]:
    return [file for file in files if not _is_imported(imported_files, file, bettor, store)]


def _begun(file: Path, bettor: str | None, chosen: FormatChoice, read: ReadExport) -> OpenedExport | InputError:
    """A file whose reading has begun, or why it cannot be read, which is told when it is its turn."""
    try:
        return open_export(file, bettor, format=chosen, read=read)
    except InputError as error:
        return error


def _sound(opened: OpenedExport | InputError) -> OpenedExport:
    if isinstance(opened, InputError):
        raise opened
    return opened


def _is_imported(imported_files: ImportedFiles, file: Path, bettor: str | None, store: BetStore) -> bool:
    try:
        if imported_files.unchanged(file, bettor):
            return True
        touched = imported_files.only_touched(file, bettor)
    except (InputError, OSError):  # no name of a bettor, or not to be read: told when it is its turn
        return False
    if touched is not None:
        store.note_import(touched)
    return touched is not None


@dataclass(slots=True)
class _Tally:
    files: int = 0
    known: int = 0
    rows: int = 0
    counts: UpsertCounts = field(default_factory=UpsertCounts)
    rules: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    quarantined: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    otherwise: dict[str, int] = field(default_factory=dict)

    def add(self, batch: ExportBatch) -> None:
        self.rows += batch.read.rows
        self.counts += batch.counts
        self.rules.update(batch.read.rejects["rule"].to_pylist())
        self.warned.update(batch.read.warnings["rule"].to_pylist())
        self.quarantined += batch.newly_rejected
        self.notes += batch.read.notes

    def summary(self, watermark: int) -> SyncSummary:
        return SyncSummary(
            files=self.files,
            known=self.known,
            rows=self.rows,
            inserted=self.counts.inserted,
            updated=self.counts.updated,
            unchanged=self.counts.unchanged,
            quarantined=self.quarantined,
            rules=dict(sorted(self.rules.items())),
            skipped=tuple(self.skipped),
            watermark=watermark,
            warned=dict(sorted(self.warned.items())),
            notes=tuple(self.notes),
            otherwise=self.otherwise,
        )
