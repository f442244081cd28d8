"""The rows of a spreadsheet (.xlsx) as texts."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from pikkit.base.errors import InputError

EXACT = 1e15
"""Whole numbers below it have all of their digits in a sheet."""


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that has any, with their numbers from 1.

    A number keeps the digits that the sheet has: a long id that was taken for a number has 15, and comes as 6.3854E+17.

    Raises:
        InputError: Reading sheets is not installed, or it is none.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise InputError(
            f'Reading {path.name} needs openpyxl: pip install "pikkit[xlsx]"; or save it as CSV (UTF-8).'
        ) from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path} is no .xlsx file that can be read: {error}.") from error
    try:
        for sheet in book.worksheets:
            found = False
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                texts = [_text(value) for value in row]
                found = found or any(texts)
                yield number, texts
            if found:
                return
    finally:
        book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    return str(value)
