"""A file of bets as the reader takes it: Pikkit's own CSV as it is, anything else translated into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.bets.export.formats.export_format import ExportFormat, folded
from pikkit.bets.export.formats.known import AUTO, format_named, known_formats
from pikkit.bets.export.formats.pikkit import FORMAT as PIKKIT
from pikkit.bets.export.header import Header, check_names, read_header
from pikkit.bets.export.plan import Plan, places_of, plan_of
from pikkit.bets.export.tables import SHEET, TableFile, open_table
from pikkit.bets.export.translate import NAMES, translated

FormatChoice = ExportFormat | str | None
"""A format, its name, "auto" or the path of a mapping; None: one that is known by its columns."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the header its rows are read by.

    Attributes:
        path: The file.
        header: Of what ``file`` gives.
        plan: How it is translated; None for Pikkit's own CSV.
    """

    path: Path
    header: Header
    plan: Plan | None = None

    @property
    def format(self) -> ExportFormat:
        """What its columns mean."""
        return self.plan.format if self.plan else PIKKIT

    @contextmanager
    def file(self) -> Iterator[Path]:
        """A CSV file with the header, while the block lasts."""
        if self.plan is None:
            yield self.path
        else:
            with translated(self.plan) as path:
                yield path


def open_source(path: Path, chosen: FormatChoice = None) -> Source:
    """Tell what a file is, and read its header.

    Raises:
        InputError: It is missing or empty, or of no format that is known or chosen.
    """
    if path.suffix.lower() != SHEET and not path.is_file():
        return _own(path)  # says what is wrong with it
    known = _known(chosen)
    if known is None or known is PIKKIT:
        try:
            table = open_table(path)
        except InputError:
            return Source(path, read_header(path)) if path.suffix.lower() != SHEET else _refused(path)
        known = known or _recognised(table, guess=chosen == AUTO)
        if known is None or (known is PIKKIT and table.separator == ","):
            return _own(path, table)
    else:
        table = open_table(path)
    size = len((",".join(NAMES) + "\n").encode())
    return Source(path, Header(NAMES, size), plan_of(table, known))


def _known(chosen: FormatChoice) -> ExportFormat | None:
    if chosen is None or chosen == AUTO:
        return None
    return format_named(chosen) if isinstance(chosen, str) else chosen


def _recognised(table: TableFile, *, guess: bool) -> ExportFormat | None:
    """The format whose columns a file has; a tracker's, if one may guess; else None."""
    for known in known_formats().values():
        places = places_of(table, known)
        if known.marks and all(field in places for field in (*known.marks, *known.required)):
            return known
    return format_named("tracker") if guess else None


def _own(path: Path, table: TableFile | None = None) -> Source:
    """Pikkit's own CSV, or the sentence that says why it is none."""
    if table is None or len(table.names) < 2:
        return Source(path, read_header(path))
    try:
        if table.separator == ",":
            return Source(path, read_header(path))
        check_names(path, tuple(folded(name) for name in table.names))
    except InputError as error:
        separated = "" if table.separator == "," else f" Its fields are separated by {table.separated}."
        raise InputError(f"{error}{separated} {_HINT}") from None
    raise InputError(f"{path} is separated by {table.separated}; Pikkit's own export is separated by commas.")


def _refused(path: Path) -> Source:
    open_table(path)
    raise InputError(f"{path} cannot be read.")


_HINT = (
    "For another table of bets, --format auto --dry-run shows how its columns would be read, and docs/exports.md how "
    "to name them."
)
