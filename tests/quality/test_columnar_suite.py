"""One columnar pass says of bets what Great Expectations says on pandas: verdicts, counts, examples, samples."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pikkit.quality import CheckRule, QualityRules
from pikkit.quality.columnar_suite import run_suite
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.settings.check_severity import CheckSeverity
from tests.quality.pandas_suite import run_by_pandas

NOW = datetime(2024, 1, 31, tzinfo=UTC)
RULES = QualityRules()
AT = datetime(2024, 1, 1, 3, 4, 5, 678901, tzinfo=UTC)
NUMBERS = (None, math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, 1 + 2**-52, 1001.0, 1001.0000001, -110.0, 1e300, 5e-324)
WORDS = (None, "", " ", "NULL", "O'Brien", "a | b", "NBA | Street League", "win\n", "Wîn", "'; DROP TABLE bets; --")
HOSTILE: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("odds", "closing_odds", "stake", "profit", "line"), NUMBERS),
    **dict.fromkeys(("sportsbook", "league", "sport", "market", "side", "outcome", "bet_type"), WORDS),
    **dict.fromkeys(
        ("placed_at", "settled_at"), (None, AT, AT.replace(year=1), AT.replace(year=9999), NOW + timedelta(2))
    ),
    "bettor": (None, "", "b", "B", "b/1"),
    "bet_id": (None, "", "1", "01", "b"),
    "bonus": (None, True, False),
    "outcome ": ("win", "loss", "half_win", "half_loss", "push", "void", "cash_out", "open", "unknown"),
}


def hostile(rows: list[dict[str, Any]], seed: int, share: float) -> None:
    chance = random.Random(seed)
    for row in rows:
        for name, values in HOSTILE.items():
            if chance.random() < share:
                row[name.strip()] = chance.choice(values)


def both(snapshot: Path, rules: QualityRules = RULES) -> None:
    """Compare every result of the two ways."""
    seen = GateSnapshot(snapshot, NOW)
    assert run_suite(seen, rules) == run_by_pandas(seen, rules)


@pytest.mark.parametrize(("seed", "share", "count"), [(1, 0.02, 400), (2, 0.2, 300), (3, 0.7, 120), (4, 1.0, 60)])
def test_hostile_bets_are_told_the_same_way(seed: int, share: float, count: int, snapshot: Callable[..., Path]) -> None:
    both(snapshot(count, lambda rows: hostile(rows, seed, share)))


@pytest.mark.parametrize("count", [0, 1, 100])
def test_good_bets_are_told_the_same_way(count: int, snapshot: Callable[..., Path]) -> None:
    both(snapshot(count))


def test_columns_of_nulls_are_told_the_same_way(snapshot: Callable[..., Path]) -> None:
    both(snapshot(40, lambda rows: [row.update(dict.fromkeys(set(row))) for row in rows] and None))


def test_shares_and_switches_are_kept_to(snapshot: Callable[..., Path]) -> None:
    off, half = CheckRule(CheckSeverity.OFF), CheckRule(CheckSeverity.BLOCK, 0.5)
    rules = replace(RULES, key_unique=off, odds_known=half, league_known=half, stake_positive=half)
    both(snapshot(200, lambda rows: hostile(rows, 5, 0.5)), rules)
