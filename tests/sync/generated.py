"""Exports of any size for the tests of faults, written as text."""

from pathlib import Path

from tests.bets.export_files import COLUMNS

_TEXT = (
    "{number},Pinnacle,straight,{status},{odds},2.4,0.0417,10.0,15.0,12/27/2025 22:55:44 GMT,12/28/2025 01:02:03 GMT,"
    "2025-12-27T22:55:44.000Z,2025-12-28T01:02:03.000Z,Over {line}.5 Total Hull vs. Watford,,"
    "Soccer,England Championship\n"
)


def write_rows(path: Path, rows: int, *, first: int = 0, bad_every: int = 100) -> Path:
    """An export of settled bets with ids from ``first``; one in ``bad_every`` has no odds."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        for number in range(first, first + rows):
            odds = "" if number % bad_every == 0 else f"{1.5 + number % 97 / 10:.1f}"
            stream.write(_TEXT.format(number=number, status="SETTLED_WIN", odds=odds, line=number % 50))
    return path


def good_rows(rows: int, bad_every: int = 100) -> int:
    """How many of the rows of ``write_rows`` from 0 are bets."""
    return rows - -(-rows // bad_every)
