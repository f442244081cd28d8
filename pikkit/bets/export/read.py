"""Reading an export from end to end, at once or a batch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError
from pikkit.bets.export.batch import RowBatch, read_batch
from pikkit.bets.export.convert import Origin
from pikkit.bets.export.duplicates import SeenIds
from pikkit.bets.export.prices import Notations, Tally, notation_notes
from pikkit.bets.export.rejects import Reject, duplicate_reject, rejects_table
from pikkit.bets.export.source import FormatChoice, Source, open_source
from pikkit.bets.export.windows import Windows
from pikkit.bets.limits import NAME
from pikkit.bets.outcome import Outcome
from pikkit.bets.schema import BETS, WARNINGS

BATCH_ROWS = 1 << 16


@dataclass(frozen=True, slots=True)
class ExportRead:
    """What was read of an export, or of one batch of it."""

    bettor: str
    source: str
    """The file's name."""
    bets: pa.Table
    """Good bets, in the ``BETS`` schema."""
    rejects: pa.Table
    """Rejected rows, in the ``REJECTS`` schema, by line."""
    dropped_closing: int = 0
    """Bets that lost a closing line that was no price."""
    warnings: pa.Table = field(default_factory=WARNINGS.empty_table)
    """What is strange about the bets, in the ``WARNINGS`` schema, by rule."""
    so_far: int = 0
    """Rows of the file read by now, open bets that are held back among them."""
    notes: tuple[str, ...] = ()
    """What is to be said of the file as a whole: the notation of its prices, unless they are decimal."""

    @property
    def rows(self) -> int:
        """Rows read: each is a bet or a reject."""
        return int(self.bets.num_rows + self.rejects.num_rows)


def read_export(
    path: str | Path,
    bettor: str | None = None,
    *,
    now: datetime | None = None,
    format: FormatChoice = None,  # noqa: A002
) -> ExportRead:
    """Read a whole export; bets are in the order of the file. See ``iter_export``."""
    path = Path(path)
    parts = list(iter_export(path, bettor, now=now, format=format))
    bets = pa.concat_tables([part.bets for part in parts])
    rejects = pa.concat_tables([part.rejects for part in parts])
    dropped = sum(part.dropped_closing for part in parts)
    warnings = pa.concat_tables([part.warnings for part in parts])
    notes = tuple(note for part in parts for note in part.notes)
    ordered = (_by(bets, "source_line"), _by(rejects, "line"))
    return ExportRead(parts[0].bettor, path.name, *ordered, dropped, warnings, notes=notes)


def bettor_of(path: Path, bettor: str | None = None) -> str:
    """Whose bets an export holds: the bettor given, without blanks around the name, or else the file's stem.

    Raises:
        InputError: The name is empty or too long.
    """
    name = path.stem if bettor is None else bettor.strip()
    if not name:
        raise InputError("The bettor's name is empty; give one, or leave it out to use the file's name.")
    if len(name) > NAME:
        raise InputError(
            f"The bettor's name has {len(name):,} characters, read from {path}; at most {NAME} are accepted."
            if bettor is None
            else f"The bettor's name has {len(name):,} characters; at most {NAME} are accepted."
        )
    return name


def iter_export(
    path: str | Path,
    bettor: str | None = None,
    *,
    batch_rows: int = BATCH_ROWS,
    now: datetime | None = None,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
) -> Iterator[ExportRead]:
    """Read an export in batches of about ``batch_rows`` lines, in bounded memory.

    Open bets come in the last batch: only at the end is it known that no settled row has the same id. ``bettor`` is the
    file's stem unless given. A bet placed more than a day after ``now`` (default: the present) is rejected. ``format``
    is an ``ExportFormat``, the name of one, "auto" or the path of a mapping; left out, the columns must tell.

    Raises:
        InputError: If the file is missing, empty, no UTF-8 CSV, lacks a required column, or has no row.
    """
    path = Path(path)
    name = bettor_of(path, bettor)
    if batch_rows < 1:
        raise InputError(f"batch_rows is {batch_rows}; at least 1 row a batch is needed.")
    source = open_source(path, format)
    return _batches(source, Origin(name, path.name), batch_rows, now or datetime.now(UTC))


def _batches(source: Source, origin: Origin, batch_rows: int, now: datetime) -> Iterator[ExportRead]:
    with source.file() as path:
        yield from _rows(path, source, origin, batch_rows, now)


def _rows(path: Path, source: Source, origin: Origin, batch_rows: int, now: datetime) -> Iterator[ExportRead]:
    duplicates, so_far = _Duplicates(), 0
    held = WARNINGS.empty_table()
    tallies: dict[str, Tally] = {}
    notations = Notations(path, source.header, source.format.prices)
    with path.open("rb") as stream:
        stream.seek(source.header.size)
        windows = Windows(stream, batch_rows, first_line=2)
        while (window := windows.next()) is not None:
            batch = read_batch(window, source.header, origin, now, notations)
            windows.advance(window, batch.used)
            so_far += batch.bets.num_rows + len(batch.rejects)
            for column, tally in batch.tallies.items():
                tallies.setdefault(column, Tally()).update(tally)
            bets, rejects = duplicates.settled(batch)
            warnings, waiting = _about(batch.warnings, bets)
            held = pa.concat_tables([held, waiting])
            if bets.num_rows or rejects:
                table = rejects_table(rejects, origin)
                yield ExportRead(origin.bettor, origin.source, bets, table, batch.dropped_closing, warnings, so_far)
    if not so_far:
        raise InputError(f"{source.path} has a header but no rows; export some bets first.")
    bets, rejects = duplicates.opened()
    notes = notation_notes(tallies, origin.source)
    if bets.num_rows or rejects or notes:
        warnings, _ = _about(held, bets)
        yield ExportRead(
            origin.bettor,
            origin.source,
            bets,
            rejects_table(rejects, origin),
            warnings=warnings,
            so_far=so_far,
            notes=notes,
        )


def _about(warnings: pa.Table, bets: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The warnings about these bets, and the others: of open bets, which come last, and of rows that were repeated."""
    if not warnings.num_rows:
        return warnings, warnings
    here = pc.is_in(warnings["line"], bets["source_line"].combine_chunks())
    return warnings.filter(here), warnings.filter(pc.invert(here))


class _Duplicates:
    """Keeps one row of each bet_id: a settled one before an open one, then the first."""

    def __init__(self) -> None:
        self._seen = SeenIds()
        self._open: list[pa.Table] = []
        self._open_raw: list[str] = []

    def settled(self, batch: RowBatch) -> tuple[pa.Table, list[Reject]]:
        """The batch's settled bets with new ids, and all its rejections; its open bets are held back."""
        is_open = pc.equal(batch.bets["outcome"], Outcome.OPEN).to_numpy()
        rows = np.flatnonzero(~is_open)
        if len(rows) < len(is_open):
            held = np.flatnonzero(is_open)
            self._open.append(batch.bets.take(held))
            self._open_raw += [batch.raw(row) for row in held.tolist()]
        settled = batch.bets if len(rows) == len(is_open) else batch.bets.take(rows)
        repeated = self._seen.repeated(settled["bet_id"].to_pylist())
        rejects = [_duplicate(settled, row, batch.raw(int(rows[row]))) for row in repeated]
        return _without(settled, repeated), batch.rejects + rejects

    def opened(self) -> tuple[pa.Table, list[Reject]]:
        """The open bets held back, but for those with an id that another row has."""
        bets = pa.concat_tables(self._open) if self._open else BETS.empty_table()
        repeated = self._seen.repeated(bets["bet_id"].to_pylist())
        return _without(bets, repeated), [_duplicate(bets, row, self._open_raw[row]) for row in repeated]


def _duplicate(bets: pa.Table, row: int, raw: str) -> Reject:
    return duplicate_reject(bets["source_line"][row].as_py(), bets["bet_id"][row].as_py(), raw)


def _without(bets: pa.Table, rows: list[int]) -> pa.Table:
    if not rows:
        return bets
    keep = np.ones(bets.num_rows, bool)
    keep[rows] = False
    return bets.filter(pa.array(keep))


def _by(table: pa.Table, column: str) -> pa.Table:
    """The table in the order of a column; as it is, if it is so already."""
    values = table[column].to_numpy()
    return table if bool((np.diff(values) > 0).all()) else table.take(np.argsort(values, kind="stable"))
