"""Made-up betting worlds with known truth: bets tables, and training sets of plain arrays."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.bets.schema import BETS
from pikkit.features.build.build import TRAINING_FILE, build_features
from pikkit.training.dataset import TRAINING_COLUMNS, TrainingSet
from pikkit.training.logistic import logit, sigmoid

START = datetime(2023, 1, 1, tzinfo=UTC)
HOUR = 3_600_000_000
SOFT_BOOKS = {"Bet365": 0.25, "Caesars": 0.0, "FanDuel": -0.2}
"""How far, as a share, each book's prices lie above the market's."""
HONEST_BOOKS = dict.fromkeys(SOFT_BOOKS, 0.0)


def bets_table(count: int, seed: int, books: dict[str, float] = SOFT_BOOKS, closes: float = 0.8) -> pa.Table:
    """Straight bets, one an hour on an event of its own, at prices whose softness is the book's; closes are true.

    Args:
        count: How many bets.
        seed: Of everything random.
        books: Softness by book.
        closes: Share of bets that have a closing price.
    """
    rng = np.random.default_rng(seed)
    chance = rng.uniform(0.25, 0.7, count)
    book = rng.choice(list(books), count)
    softness = np.array([books[name] for name in book])
    odds = np.maximum(np.round((1 + softness) * 0.96 / chance * np.exp(rng.normal(0, 0.02, count)), 3), 1.01)
    rows = zip(odds, 0.96 / chance, rng.random(count) < chance, rng.random(count) < closes, book, strict=True)
    return pa.Table.from_pylist([_bet(i, *row) for i, row in enumerate(rows)], schema=BETS)


def _bet(i: int, odds: float, close: float, won: bool, closed: bool, book: str) -> dict[str, object]:
    placed = START + timedelta(hours=i)
    return dict.fromkeys(BETS.names) | {
        "bettor": f"bettor_{i % 3}",
        "bet_id": str(i),
        "sportsbook": str(book),
        "bet_type": "straight",
        "n_legs": 1,
        "outcome": "win" if won else "loss",
        "odds": float(odds),
        "closing_odds": float(close) if closed else None,
        "stake": 10.0,
        "profit": 10 * float(odds) - 10 if won else -10.0,
        "bonus": False,
        "live": False,
        "placed_at": placed,
        "settled_at": placed + timedelta(minutes=50),
        "sport": "Soccer",
        "league": "England Premier League",
        "market": "moneyline",
        "side": "home",
        "subject": f"Team {i % 20}",
        "home": f"Team {i}",
        "away": "Visitors",
        "bet_info": f"Team {i} Moneyline Team {i} vs. Visitors",
    }


def training_file(bets: pa.Table, folder: Path) -> Path:
    """The training.parquet of a bets table."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(bets, folder / "bets.parquet")
    build_features(folder / "bets.parquet", folder)
    return folder / TRAINING_FILE


def training_table(path: Path) -> pa.Table:
    """What learning and judging read of a training file, whole."""
    return pq.read_table(path, columns=list(TRAINING_COLUMNS))


def plain_set(
    odds: Sequence[float] | np.ndarray,
    won: Sequence[float] | np.ndarray,
    closing: Sequence[float] | np.ndarray | None = None,
    features: np.ndarray | None = None,
    event: Sequence[int] | np.ndarray | None = None,
    placed_at: Sequence[int] | np.ndarray | None = None,
) -> TrainingSet:
    """A training set of single bets, one an hour unless said, each settled half an hour later."""
    n = len(odds)
    placed = np.arange(n, dtype=np.int64) * HOUR if placed_at is None else np.asarray(placed_at, dtype=np.int64)
    return TrainingSet(
        features=np.zeros((n, 1)) if features is None else features,
        odds=np.asarray(odds, dtype=np.float64),
        closing_odds=np.full(n, np.nan) if closing is None else np.asarray(closing, dtype=np.float64),
        won=np.asarray(won, dtype=np.float64),
        n_legs=np.ones(n, dtype=np.int64),
        stake=np.ones(n),
        profit=np.zeros(n),
        placed_at=placed,
        settled_at=placed + HOUR // 2,
        event=np.arange(n, dtype=np.int64) if event is None else np.asarray(event, dtype=np.int64),
    )


def moving_set(count: int, seed: int, signal: float = 0.4, columns: int = 3, closes: float = 0.8) -> TrainingSet:
    """Bets whose close lies ``signal`` log odds further than the price for each unit of the first feature."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(count, columns))
    price = rng.uniform(-1, 1, count)
    truth = price + signal * features[:, 0]
    closing = 1 / sigmoid(truth) * 0.98 + 0.02
    won = (rng.random(count) < sigmoid(truth)).astype(np.float64)
    closing[rng.random(count) >= closes] = np.nan
    return plain_set(1 / sigmoid(price), won, closing, features)


def movement(odds: float, closing: float) -> float:
    """The raw move from a price to its close, in log odds."""
    return float(logit(np.array([1 / closing]))[0] - logit(np.array([1 / odds]))[0])
