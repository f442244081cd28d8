"""Small exports made row by row, for the tests of the reader."""

import csv
from collections.abc import Iterable
from pathlib import Path

ROW = {
    "bet_id": "818176870258164543",
    "sportsbook": "Pinnacle",
    "type": "straight",
    "status": "SETTLED_WIN",
    "odds": "2.5",
    "closing_line": "2.4",
    "ev": "0.0417",
    "amount": "10.0",
    "profit": "15.0",
    "time_placed": "12/27/2025 22:55:44 GMT",
    "time_settled": "12/28/2025 01:02:03 GMT",
    "time_placed_iso": "2025-12-27T22:55:44.000Z",
    "time_settled_iso": "2025-12-28T01:02:03.000Z",
    "bet_info": "Over 2.5 Total Hull vs. Watford",
    "tags": "",
    "sports": "Soccer",
    "leagues": "England Championship",
}

COLUMNS = list(ROW)


def row(number: int = 1, **changes: str) -> dict[str, str]:
    """A good row with an id of its own, changed as asked."""
    return {**ROW, "bet_id": f"{818176870258164000 + number}", **changes}


def write_export(
    path: Path,
    rows: Iterable[dict[str, str]],
    columns: list[str] = COLUMNS,
    *,
    newline: str = "\r\n",
    bom: bool = False,
) -> Path:
    """Write rows as an export; columns a row lacks are left empty, others are left out."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator=newline)
        writer.writeheader()
        writer.writerows(rows)
    return path
