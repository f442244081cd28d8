"""The rows of a spreadsheet (.xlsx) as texts."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pikkit.base.errors import InputError

EXACT = 1e15
"""Whole numbers below it have all of their digits in a sheet."""
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1000
"""A sheet has no more rows; no list of bets has more columns. What skips ahead is filled up with empty cells."""
_MOST_BYTES, _MOST_OF_PART, _RATIO = 512 << 20, 16 << 20, 60
"""Of all parts unpacked, and of a part that unpacks to more than so many times its size: lists of bets come to ten."""


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that has any, with their numbers from 1.

    A number keeps the digits that the sheet has: a long id that was taken for a number has 15, and comes as 6.3854E+17.

    Raises:
        InputError: Reading sheets is not installed, or it is none.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise InputError(
            f'Reading {path.name} needs openpyxl: pip install "pikkit[xlsx]"; or save it as CSV (UTF-8).'
        ) from error
    with ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
            _check_size(path)
            book = load_workbook(file, read_only=True, data_only=True)
            opened.callback(book.close)
        except InputError:
            raise
        except Exception as error:  # openpyxl and what is below it raise anything where an archive holds no workbook
            raise InputError(f"{path} is no .xlsx file that can be read: {error}.") from error
        try:
            yield from _first_rows(book.worksheets, path)
        except InputError:
            raise
        except Exception as error:  # … and where a sheet's parts are no sheet's
            raise InputError(f"{path} is damaged: {type(error).__name__} in its sheet.") from error


def _first_rows(sheets: Iterable[Any], path: Path) -> Iterator[tuple[int, list[str]]]:
    for sheet in sheets:
        has_begun = False
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _MOST_ROWS or len(row) > _MOST_COLUMNS:
                raise InputError(f"{path} has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS:,} columns.")
            texts = [_text(value) for value in row]
            has_begun = has_begun or any(texts)
            yield number, texts
        if has_begun:
            return


def _check_size(path: Path) -> None:
    """See that its parts do not unpack to more than a list of bets could be; no more is read than they say."""
    with ZipFile(path) as packed:
        parts = packed.infolist()
    for part in parts:
        if part.file_size > max(_MOST_OF_PART, _RATIO * part.compress_size):
            raise InputError(f"{path} is no list of bets: {part.filename[:100]} unpacks to {part.file_size:,} bytes.")
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        raise InputError(f"{path} unpacks to more than {_MOST_BYTES:,} bytes.")


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
