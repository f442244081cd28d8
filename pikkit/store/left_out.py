"""What an upgraded SQLite store may no longer hold as a bet, in its quarantine, where its owner corrects it."""

import json
import time
from contextlib import suppress

import pyarrow as pa
from sqlalchemy import Connection, RowMapping, inspect

from pikkit.base.sql_moments import datetime_of
from pikkit.bets.limits import LEG, NAME, RAW
from pikkit.store.hashing import content_hash
from pikkit.store.shapes import OPEN
from pikkit.store.tables import quarantine

LEFT_OUT = "left_out"
"""The temporary table of bets that were not copied."""
_SHORTER = (
    ("raw", f"json_object('row', substr(raw, 1, {LEG}))", RAW),
    ("reason", "substr(reason, 1, 5000)", 5000),
    ("note", "substr(note, 1, 5000)", 5000),
)
_EXPORTED = {
    "bet_id": "bet_id", "sportsbook": "sportsbook", "type": "bet_type", "status": "outcome", "odds": "odds",
    "amount": "stake", "profit": "profit", "time_placed_iso": "placed_at", "time_settled_iso": "settled_at",
    "bet_info": "bet_info",
}  # fmt: skip
"""The columns of an export, and those of a bet that say the same."""


def shorten(connection: Connection) -> None:
    """Cut what is too long in the quarantine: a row there has been set aside already."""
    for column, shorter, most in _SHORTER:
        connection.exec_driver_sql(f"UPDATE quarantine SET {column} = {shorter} WHERE length({column}) > {most}")  # noqa: S608


def quarantine_left_out(connection: Connection) -> None:
    """Put the bets that were left out, if any, into the quarantine as rows of an export."""
    if not inspect(connection).has_table(LEFT_OUT):
        return
    rows = connection.exec_driver_sql(f"SELECT * FROM {LEFT_OUT}").mappings().all()  # noqa: S608
    if rows:
        connection.execute(quarantine.insert().prefix_with("OR IGNORE"), [_quarantined(row) for row in rows])
    connection.exec_driver_sql(f"DROP TABLE {LEFT_OUT}")


def _quarantined(row: RowMapping) -> dict[str, object]:
    raw = json.dumps({name: _text(row[column], column) for name, column in _EXPORTED.items()}, ensure_ascii=False)
    line = row["source_line"]
    return {
        "bettor": _text(row["bettor"])[:NAME],
        "source": _text(row["source"])[:NAME],
        "line": line if isinstance(line, int) and line >= 0 else 0,
        "rule": "value.limit",
        "reason": "A value is longer, larger or other than any bet's.",
        "raw": raw,
        "content_hash": int(content_hash(pa.table({"raw": [raw]}))[0]),
        "first_seen_at": time.time_ns() // 1000,
        "status": OPEN,
    }


def _text(value: object, column: str = "") -> str:
    if column.endswith("_at") and isinstance(value, int):
        with suppress(OverflowError):
            return datetime_of(value).isoformat()
    return "" if value is None else str(value).replace("\0", "\u2400")[:1000]
