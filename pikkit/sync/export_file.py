"""One export into a store, to its end, and the note that it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.base.file_state import FileState, sha256_of
from pikkit.bets.export import BATCH_ROWS, ExportRead, FormatChoice, iter_export
from pikkit.store.base import BetStore, UpsertCounts
from pikkit.store.reject_samples import RejectSamples
from pikkit.store.shapes import IMPORTS
from pikkit.sync.reader_version import reader_version


class UnreadableExportError(InputError):
    """A file is no export, or cannot be read to its end; other files and the store are not to blame."""


@dataclass(frozen=True, slots=True)
class ExportBatch:
    """What a batch of an export did to a store."""

    read: ExportRead
    counts: UpsertCounts
    newly_rejected: int


def export_into(
    store: BetStore,
    file: Path,
    bettor: str | None = None,
    *,
    batch_rows: int = BATCH_ROWS,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
) -> Iterator[ExportBatch]:
    """Read an export into a store batch by batch; at its end it is noted as imported.

    Each batch's bets are stored together or not at all. A process that dies on the way leaves whole batches and no
    note, so the file is read again and those batches change nothing. Nor is a file noted that was written to meanwhile.

    Args:
        store: Where the bets go.
        file: The export.
        bettor: Whose it is; if None, the file's name without its suffix.
        batch_rows: About how many lines to store at a time.
        format: What its columns mean, as in ``iter_export``; None: they must tell.

    Of rows with one fault only the first are kept (:class:`~pikkit.store.reject_samples.RejectSamples`); all count.

    Raises:
        UnreadableExportError: The file cannot be read, or not to its end, or most of its rows have one fault.
        InputError: The store cannot be used.
    """
    before, sha256 = _identity(file)
    rows, samples = 0, RejectSamples(file.name)
    for part in _parts(file, bettor, batch_rows, format):
        rows += part.rows
        yield ExportBatch(part, store.upsert(part.bets), store.add_rejects(samples.kept(part.rejects)))
        if (stopped := samples.reason_to_stop(part.so_far)) is not None:
            raise UnreadableExportError(stopped)
        name = part.bettor
    if _still(file, before):
        store.note_import(_note(name, file, before, sha256, rows, samples.rejected))


def _identity(file: Path) -> tuple[FileState, str]:
    try:
        return FileState.of(file), sha256_of(file)
    except OSError as error:
        raise UnreadableExportError(f"{file} cannot be read: {error.strerror}.") from error


def _parts(file: Path, bettor: str | None, batch_rows: int, chosen: FormatChoice) -> Iterator[ExportRead]:
    try:
        yield from iter_export(file, bettor, batch_rows=batch_rows, format=chosen)
    except InputError as error:
        raise UnreadableExportError(str(error)) from error
    except OSError as error:
        raise UnreadableExportError(f"{file} cannot be read to its end: {error.strerror}.") from error


def _still(file: Path, before: FileState) -> bool:
    try:
        return FileState.of(file) == before
    except OSError:
        return False


def _note(bettor: str, file: Path, state: FileState, sha256: str, rows: int, rejected: int) -> pa.Table:
    now = datetime.now(UTC)
    note = {
        "bettor": bettor,
        "file": str(file.resolve()),
        "sha256": sha256,
        "size": state.size,
        "modified_ns": state.modified_ns,
        "rows": rows,
        "rejected": rejected,
        "reader": reader_version(),
        "first_seen_at": now,
        "last_seen_at": now,
    }
    return pa.Table.from_pylist([note], IMPORTS)
