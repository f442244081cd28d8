"""Small made-up histories: BETS tables from a few words a bet."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from pikkit.bets.schema import BETS

START = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


def bet(placed: timedelta, settled: timedelta | None = None, **words: Any) -> dict[str, Any]:
    """A straight bet, its times counted from ``START``; open unless it settled, else won unless said otherwise."""
    defaults = {
        "bettor": "ann",
        "bet_id": "1",
        "sportsbook": "Caesars",
        "bet_type": "straight",
        "n_legs": 1,
        "outcome": "open" if settled is None else "win",
        "odds": 2.0,
        "stake": 10.0,
        "bonus": False,
        "placed_at": START + placed,
        "settled_at": None if settled is None else START + settled,
        "sport": "Basketball",
        "league": "NBA",
        "market": "moneyline",
        "side": "home",
        "subject": "Celtics",
        "live": False,
    }
    return dict.fromkeys(BETS.names) | defaults | words


def table(*bets: dict[str, Any]) -> pa.Table:
    """The bets as a BETS table; bets of the same id are told apart by their place."""
    rows = [row | {"bet_id": f"{row['bet_id']}-{place}"} for place, row in enumerate(bets)]
    return pa.Table.from_pylist(rows, schema=BETS)


def random_bets(count: int, seed: int, days: float = 200.0) -> list[dict[str, Any]]:
    """Bets of a few bettors, books and sports; some open, parlays, pushed, without a close or without keys."""
    rng = np.random.default_rng(seed)
    return [_random_bet(rng, days) for _ in range(count)]


def _random_bet(rng: np.random.Generator, days: float) -> dict[str, Any]:
    odds = float(np.round(1.05 + rng.gamma(1.5, 1.0), 2))
    outcome = str(rng.choice(["win", "loss", "push", "cash_out", "open"], p=[0.42, 0.42, 0.05, 0.05, 0.06]))
    placed = timedelta(seconds=int(rng.uniform(0, days * 86_400)), milliseconds=int(rng.integers(1000)))
    settled = None if outcome == "open" else placed + timedelta(seconds=int(rng.exponential(30_000)))
    return bet(
        placed,
        settled,
        outcome=outcome,
        odds=odds,
        closing_odds=None if rng.random() < 0.3 else float(np.round(odds * rng.uniform(0.9, 1.1) + 0.02, 3)),
        stake=float(np.round(rng.uniform(1, 200), 2)),
        profit={"win": 1.0, "loss": -1.0}.get(outcome, 0.0) * float(np.round(rng.uniform(1, 300), 2)),
        bet_type="parlay" if rng.random() < 0.1 else "straight",
        **{key: _sometimes_unknown(rng, words) for key, words in WORDS.items()},
        bettor=str(rng.choice(["ann", "bob", "cem"])),
        sportsbook=str(rng.choice(["Caesars", "FanDuel"])),
    )


WORDS = {
    "sport": ["Basketball", "Tennis"],
    "league": ["NBA", "ATP", "Euroleague"],
    "market": ["moneyline", "total"],
    "side": ["home", "over"],
    "subject": ["Celtics", "Rune", "Real"],
}


def _sometimes_unknown(rng: np.random.Generator, words: list[str]) -> str | None:
    return None if rng.random() < 0.1 else str(rng.choice(words))
