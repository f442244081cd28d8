"""Tables of bets and rejects for the store's tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from pikkit.bets.schema import BETS, REJECTS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_bets(*rows: dict[str, Any]) -> pa.Table:
    """A BETS table of open straight bets, each changed by its row."""
    template = {
        "bettor": "ann",
        "sportsbook": "Caesars",
        "region": "New York",
        "bet_type": "straight",
        "n_legs": 1,
        "outcome": "open",
        "odds": 1.91,
        "stake": 10.0,
        "bonus": False,
        "live": False,
        "source": "ann.csv",
    }
    full = [
        {"bet_id": str(line), "placed_at": NOON + timedelta(hours=line), "source_line": line + 2, **template, **row}
        for line, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(full, BETS)


def make_rejects(*rows: dict[str, Any]) -> pa.Table:
    """A REJECTS table, each row the template changed by it."""
    template = {
        "bettor": "ann",
        "source": "ann.csv",
        "line": 7,
        "rule": "odds.missing",
        "reason": "The odds are missing.",
        "raw": "{}",
    }
    return pa.Table.from_pylist([{**template, **row} for row in rows], REJECTS)
