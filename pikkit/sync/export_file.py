"""One export into a store, to its end, and the note that it was."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.base.file_state import FileState, sha256_of
from pikkit.bets.export import BATCH_ROWS, ExportRead, FormatChoice, iter_export
from pikkit.bets.export.read import bettor_of
from pikkit.store.base import BetStore, UpsertCounts
from pikkit.store.reject_samples import RejectSamples
from pikkit.store.shapes import IMPORTS
from pikkit.sync.reader_version import reader_version
from pikkit.sync.reading_ahead import ReadExport


class UnreadableExportError(InputError):
    """A file is no export, or cannot be read to its end; other files and the store are not to blame."""


@dataclass(frozen=True, slots=True)
class OpenedExport:
    """A file whose reading has begun.

    Attributes:
        file: Where it is.
        before, sha256: What it was when it began.
        parts: What is read of it, in its order.
    """

    file: Path
    before: FileState
    sha256: str
    parts: Generator[ExportRead]


@dataclass(frozen=True, slots=True)
class ExportBatch:
    """What a batch of an export did to a store."""

    read: ExportRead
    counts: UpsertCounts
    newly_rejected: int


def open_export(
    file: Path,
    bettor: str | None = None,
    *,
    batch_rows: int = BATCH_ROWS,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
    read: ReadExport = iter_export,
) -> OpenedExport:
    """Begin to read an export.

    Args:
        file: The export.
        bettor: Whose it is; if None, the file's name without its suffix.
        batch_rows: About how many lines to store at a time.
        format: What its columns mean, as in ``iter_export``; None: they must tell.
        read: Who reads it.

    Raises:
        UnreadableExportError: The file cannot be read, or its name is none of a bettor.
    """
    return OpenedExport(file, *_identity(file), _parts(file, bettor, batch_rows, format, read))


def store_export(store: BetStore, opened: OpenedExport) -> Iterator[ExportBatch]:
    """Store what is read of an export batch by batch; at its end it is noted as imported.

    Each batch's bets are stored together or not at all. A process that dies on the way leaves whole batches and no
    note, so the file is read again and those batches change nothing. Nor is a file noted that was written to meanwhile.

    Of rows with one fault only the first are kept (:class:`~pikkit.store.reject_samples.RejectSamples`); all count.

    Raises:
        UnreadableExportError: The file cannot be read to its end, or most of its rows have one fault.
        InputError: The store cannot be used.
    """
    file, rows, samples = opened.file, 0, RejectSamples(opened.file.name)
    with closing(opened.parts) as parts:  # who reads them is free at once where it stops here
        for part in parts:
            rows += part.rows
            yield ExportBatch(part, store.upsert(part.bets), store.add_rejects(samples.kept(part.rejects)))
            if (stopped := samples.reason_to_stop(part.so_far)) is not None:
                raise UnreadableExportError(stopped)
            name = part.bettor
    if _still(file, opened.before):
        store.note_import(_note(name, opened, rows, samples.rejected))


def _identity(file: Path) -> tuple[FileState, str]:
    try:
        return FileState.of(file), sha256_of(file)
    except OSError as error:
        raise UnreadableExportError(f"{file} cannot be read: {error.strerror}.") from error


def _parts(
    file: Path, bettor: str | None, batch_rows: int, chosen: FormatChoice, read: ReadExport
) -> Generator[ExportRead]:
    try:
        parts = read(file, bettor_of(file, bettor), batch_rows=batch_rows, format=chosen)
    except InputError as error:
        raise UnreadableExportError(str(error)) from error
    except OSError as error:
        raise UnreadableExportError(f"{file} cannot be read: {error.strerror}.") from error
    return _readable(parts, file)


def _readable(parts: Iterator[ExportRead], file: Path) -> Generator[ExportRead]:
    try:
        yield from parts
    except InputError as error:
        raise UnreadableExportError(str(error)) from error
    except OSError as error:
        raise UnreadableExportError(f"{file} cannot be read to its end: {error.strerror}.") from error


def _still(file: Path, before: FileState) -> bool:
    try:
        return FileState.of(file) == before
    except OSError:
        return False


def _note(bettor: str, opened: OpenedExport, rows: int, rejected: int) -> pa.Table:
    now = datetime.now(UTC)
    note = {
        "bettor": bettor,
        "file": str(opened.file.resolve()),
        "sha256": opened.sha256,
        "size": opened.before.size,
        "modified_ns": opened.before.modified_ns,
        "rows": rows,
        "rejected": rejected,
        "reader": reader_version(),
        "first_seen_at": now,
        "last_seen_at": now,
    }
    return pa.Table.from_pylist([note], IMPORTS)
