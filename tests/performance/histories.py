"""Histories of several bettors, and the readers of their stores."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.bets.bet import Bet, bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import PerformanceReader
from pikkit.settings import Settings
from pikkit.store import BetStore, open_store

START = datetime(2024, 1, 1, 12, tzinfo=UTC)
OUTCOMES = (Outcome.WIN, Outcome.LOSS, Outcome.PUSH, Outcome.VOID, Outcome.CASH_OUT, Outcome.UNKNOWN, Outcome.OPEN)


def bet(number: int, **given: object) -> Bet:
    """A bet placed on the day of its number, settled the day after."""
    placed_at = START + timedelta(days=number)
    known = {
        "bettor": "ann",
        "bet_id": f"b{number}",
        "sportsbook": "FanDuel",
        "outcome": Outcome.LOSS,
        "odds": 2.0,
        "closing_odds": 1.9,
        "stake": 10.0,
        "profit": -10.0,
        "placed_at": placed_at,
        "settled_at": placed_at + timedelta(days=1),
        "sport": "Basketball",
        "league": "NBA",
        "bet_info": "Boston Celtics Moneyline DAL Mavericks @ BOS Celtics",
    }
    return Bet.model_validate(known | given)


def random_bets(count: int = 600, seed: int = 1) -> pa.Table:
    """Bets of two bettors with every kind of outcome, some without close, league or profit."""
    draw = np.random.default_rng(seed)
    made = []
    for number in range(count):
        outcome = OUTCOMES[draw.choice(len(OUTCOMES), p=[0.4, 0.4, 0.05, 0.05, 0.04, 0.03, 0.03])]
        odds, stake = float(draw.uniform(1.05, 12)), float(draw.integers(1, 50))
        profit = {Outcome.WIN: stake * (odds - 1), Outcome.LOSS: -stake, Outcome.CASH_OUT: -stake / 2}.get(outcome, 0.0)
        made.append(
            bet(
                number % 90,
                bet_id=f"b{number}",
                bettor=("ann", "bob")[number % 3 == 0],
                sportsbook=("FanDuel", "Pinnacle", "Bet365")[int(draw.integers(3))],
                league=("NBA", "NFL", None)[int(draw.integers(3))],
                outcome=outcome,
                odds=odds,
                closing_odds=float(odds * draw.uniform(0.9, 1.1)) if draw.random() < 0.7 and odds > 1.2 else None,
                stake=stake,
                profit=None if outcome in {Outcome.OPEN, Outcome.UNKNOWN} else profit,
                settled_at=None if outcome is Outcome.OPEN else START + timedelta(days=number % 90 + 1),
            )
        )
    return bets_table(made)


@contextmanager
def reading(folder: Path, bets: pa.Table) -> Iterator[tuple[PerformanceReader, BetStore]]:
    """A reader of a store that holds bets, and the store."""
    settings = Settings(home=folder, store_url="")
    store = open_store(settings.resolved_store_url)
    store.upsert(bets)
    reader = PerformanceReader(store, settings)
    try:
        yield reader, store
    finally:
        reader.close()
        store.close()
