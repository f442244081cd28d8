"""Bets that pass every check, and ways to spoil them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.bets.schema import BETS

START = datetime(2024, 1, 1, tzinfo=UTC)
type_of = {field.name: field.type for field in BETS}
Spoil = Callable[[list[dict[str, Any]]], None]


def good_rows(count: int) -> list[dict[str, Any]]:
    """Even-money straights, won and lost in turn, every fifth a parlay without a closing price or a market."""
    return [_row(index) for index in range(count)]


def _row(index: int) -> dict[str, Any]:
    placed, won, parlay = START + timedelta(hours=index), index % 2 == 0, index % 5 == 4
    return dict.fromkeys(BETS.names) | {
        "bettor": "b",
        "bet_id": str(index),
        "sportsbook": "Caesars",
        "bet_type": "parlay" if parlay else "straight",
        "n_legs": 2 if parlay else 1,
        "outcome": "win" if won else "loss",
        "odds": 2.0,
        "closing_odds": None if parlay else 1.95,
        "stake": 10.0,
        "profit": 10.0 if won else -10.0,
        "bonus": False,
        "placed_at": placed,
        "settled_at": placed + timedelta(hours=3),
        "sport": "Basketball",
        "league": "NBA",
        "market": None if parlay else "moneyline",
        "side": None if parlay else "home",
        "live": False,
    }


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """The rows as the columns of ``BETS``, nullable, as a careless writer would leave them."""
    return pa.table({name: pa.array([row[name] for row in rows], type_of[name]) for name in BETS.names})


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[..., Path]:
    """Writes ``count`` good bets, spoiled if asked, and returns the file."""

    def write(count: int = 100, spoil: Spoil | None = None) -> Path:
        rows = good_rows(count)
        if spoil:
            spoil(rows)
        pq.write_table(table(rows), tmp_path / "bets.parquet")
        return tmp_path / "bets.parquet"

    return write
