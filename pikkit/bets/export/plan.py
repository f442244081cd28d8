"""How one file is to be read: which of its columns is what, and how it writes dates and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from pikkit.base.errors import InputError
from pikkit.bets.export.amounts import has_decimal_comma
from pikkit.bets.export.formats.export_format import ExportFormat, folded
from pikkit.bets.export.moments import is_day_first, is_in_doubt
from pikkit.bets.export.tables import TableFile

_DATES = ("time_placed", "time_settled")
_NUMBERS = ("odds", "closing_line", "amount", "profit", "payout")


@dataclass(frozen=True, slots=True)
class Plan:
    """A file, and how to read it.

    Attributes:
        table: The file.
        format: What its columns and words mean.
        places: The column of each field, from 0.
        day_first: Whether 3/4/2025 is in April.
        comma: Whether numbers are written 1,91.
    """

    table: TableFile
    format: ExportFormat
    places: Mapping[str, int]
    day_first: bool
    comma: bool

    @property
    def columns(self) -> dict[str, str]:
        """The header of each field."""
        return {field: self.table.names[place] for field, place in self.places.items()}


def places_of(table: TableFile, known: ExportFormat) -> dict[str, int]:
    """The column of each field of a format, of those a file has."""
    names = [folded(name) for name in table.names]
    places: dict[str, int] = {}
    for field, headers in known.columns.items():
        for header in headers:
            place = names.index(folded(header)) if folded(header) in names else -1
            if place >= 0 and place not in places.values():
                places[field] = place
                break
    return places


def plan_of(table: TableFile, known: ExportFormat) -> Plan:
    """Read a file once for how it is written.

    Raises:
        InputError: It lacks a column, or its dates could have the day or the month first.
    """
    places = places_of(table, known)
    if missing := [field for field in known.required if field not in places]:
        wanted = ", ".join(f"{field} ({' or '.join(known.columns[field][:3])})" for field in missing)
        raise InputError(
            f"{table.path} (separated by {table.separated}) has no column for {wanted}, which {known.title} needs; "
            f"its columns are {', '.join(filter(None, table.names))}. A mapping says what they are: docs/exports.md."
        )
    dates, numbers = _samples(table, places)
    return Plan(table, known, places, _day_first(table, known, dates), _comma(known, numbers))


def _samples(table: TableFile, places: Mapping[str, int]) -> tuple[set[str], set[str]]:
    """The different dates and numbers of a file."""
    dates: set[str] = set()
    numbers: set[str] = set()
    with table.rows() as rows:
        for _, row in rows:
            for fields, seen in ((_DATES, dates), (_NUMBERS, numbers)):
                seen.update(row[places[field]] for field in fields if field in places and places[field] < len(row))
    return dates, numbers


def _comma(known: ExportFormat, numbers: set[str]) -> bool:
    return has_decimal_comma(numbers) if known.decimal_comma is None else known.decimal_comma


def _day_first(table: TableFile, known: ExportFormat, dates: set[str]) -> bool:
    if known.day_first is not None:
        return known.day_first
    day_first = is_day_first(dates)
    doubtful = [text for text in sorted(dates) if is_in_doubt(text)]
    if day_first is None and doubtful and not known.times:
        raise InputError(
            f"The dates of {table.path} (such as {doubtful[0]!r}) could have the day or the month first; say which in "
            "a mapping, dates: day first (or: month first). docs/exports.md shows one."
        )
    return bool(day_first)
