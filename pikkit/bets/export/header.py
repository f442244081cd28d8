"""The first line of an export: which columns it has and where."""

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.bets.export.formats.export_format import folded
from pikkit.bets.export.formats.pikkit import COLUMNS, OPTIONAL, PLACED, REQUIRED

_BOM = b"\xef\xbb\xbf"
_MAX_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file, in its order, and where its rows start."""

    names: tuple[str, ...]
    size: int
    """Bytes of the header line, its line end included."""


def read_header(path: Path) -> Header:
    """Read and check the header of an export; names match without case, and spaces count as underscores.

    Raises:
        InputError: If the file is missing or empty, is no UTF-8 CSV, or lacks a required column.
    """
    line = _first_line(path)
    if not line.strip():
        raise InputError(f"{path} is empty; an export starts with a line of column names: {', '.join(COLUMNS)}.")
    try:
        names = next(csv.reader([line.removeprefix(_BOM).decode("utf-8").rstrip("\r\n")]))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(not_utf8(path, line, error)) from error
    header = Header(tuple(folded(name) for name in names), len(line))
    check_names(path, header.names)
    return header


def not_utf8(path: Path, line: bytes, error: Exception) -> str:
    """The sentence for a file whose first line is no text in UTF-8."""
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return f"{path} is not a UTF-8 CSV file but UTF-16, as some spreadsheets write; save it as 'CSV UTF-8' instead."
    return (
        f"{path} is not a UTF-8 CSV file (its first line: {error}); if a spreadsheet wrote it, save it as 'CSV UTF-8'."
    )


def _first_line(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.readline(_MAX_BYTES)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist; give the path of a Pikkit export (.csv).") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}; give the path of a Pikkit export (.csv)."
        ) from error


def check_names(path: Path, names: tuple[str, ...]) -> None:
    """See that a file's columns are those of an export.

    Raises:
        InputError: One is missing, or there twice.
    """
    missing = [name for name in REQUIRED if name not in names]
    if not any(name in names for name in PLACED):
        missing.append(" or ".join(PLACED))
    if missing:
        raise InputError(
            f"{path} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}; a Pikkit export has "
            f"{', '.join((*REQUIRED, *PLACED))}, and may have {', '.join(OPTIONAL)}."
        )
    if twice := sorted({name for name in names if name in COLUMNS and names.count(name) > 1}):
        raise InputError(f"{path} has the column {', '.join(twice)} more than once; keep one of each.")
