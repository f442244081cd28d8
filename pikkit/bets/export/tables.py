"""A file of rows, whatever separates them: commas, semicolons, tabs, bars, or the cells of a sheet."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.bets.export.header import not_utf8
from pikkit.bets.export.sheets import sheet_rows

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SHEET = ".xlsx"
_MAX_BYTES = 1 << 16

Rows = Iterator[tuple[int, list[str]]]
"""Rows of texts, each with the number of the line (or of the sheet's row) it starts in."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file with a header.

    Attributes:
        path: Where it is.
        names: Its headers, as they are written.
        separator: What stands between fields; empty for a sheet.
        header_line: The line of the header.
    """

    path: Path
    names: tuple[str, ...]
    separator: str
    header_line: int = 1

    @property
    def separated(self) -> str:
        """By what, in a word."""
        return SEPARATORS.get(self.separator, "cells")

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """The rows below the header, while the block lasts.

        Raises:
            InputError: It is no text in UTF-8, or no sheet.
        """
        if not self.separator:
            yield ((number, row) for number, row in sheet_rows(self.path) if number > self.header_line)
            return
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            yield self._texts(file)

    def _texts(self, file: Iterator[str]) -> Rows:
        reader = csv.reader(file, delimiter=self.separator)
        begun = 1
        try:
            for row in reader:
                if begun > self.header_line:
                    yield begun, row
                begun = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(f"{self.path} is not a UTF-8 CSV file (near line {begun}: {error}).") from error


def open_table(path: Path) -> TableFile:
    """The headers of a file, and what separates its fields: what its first line has most of.

    Raises:
        InputError: It is missing, empty, or no table.
    """
    if path.suffix.lower() == SHEET:
        for number, row in sheet_rows(path):
            if any(row):
                return TableFile(path, tuple(row), "", number)
        raise InputError(f"{path} is empty; a table of bets starts with a row of column names.")
    try:
        with path.open("rb") as file:
            first = file.readline(_MAX_BYTES)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        line = first.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(not_utf8(path, first, error)) from error
    if not first.strip():
        raise InputError(f"{path} is empty; a table of bets starts with a row of column names.")
    parsed = {separator: next(csv.reader([line], delimiter=separator), []) for separator in SEPARATORS}
    separator = max(parsed, key=lambda each: len(parsed[each]))
    return TableFile(path, tuple(parsed[separator]), separator)
