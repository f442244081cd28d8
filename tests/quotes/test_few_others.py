"""What the other books offer on a bet is the same number for number, whether it is asked alone or among many."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from pikkit.quotes.few_others import FEW
from pikkit.quotes.placed_bets import PlacedBets
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.scoring import few_offered
from pikkit.scoring.offered import Offered
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.test_leakage import market
from tests.quotes.test_matching import make_bets

BETS = 60
WEIGHTS = {"Pinnacle": 31.7, "Bwin": 0.3, "Betfair": 2.9}
GAMES = (("Arsenal", "Chelsea"), ("Leeds", "Burnley"), ("Fulham", "Everton"))


def _prices(books: list[str], seed: int) -> list[dict[str, Any]]:
    """Three games' prices as they move, some sides left out, some mistaken, some equal, some older than two weeks."""
    random = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for home, away in GAMES:
        chance = random.dirichlet((6, 4, 4))
        for book in books:
            for hours in random.integers(1, 400, 4).tolist():
                mistaken = random.random() < 0.1
                shares = random.dirichlet((6, 4, 4)) if mistaken else chance * random.normal(1, 0.03, 3)
                odds = np.maximum(np.round(0.95 / shares, 2), 1.01).tolist()
                seen = KICK_OFF - timedelta(hours=hours)
                sides = market(book, *odds, seen=seen, home=home, away=away)
                rows += sides if random.random() < 0.9 else sides[:2]
    return rows


def _bets(books: list[str], seed: int) -> Any:
    random = np.random.default_rng(seed)
    named = [*books, "Somebody Else"]
    return make_bets(
        *(
            {
                "home": GAMES[game][0],
                "away": GAMES[game][1] if random.random() < 0.95 else "Nobody",
                "side": ("home", "draw", "away")[random.integers(3)],
                "sportsbook": named[random.integers(len(named))],
                "odds": float(np.round(random.uniform(1.01, 9), 2)),
                "placed_at": KICK_OFF - timedelta(hours=float(random.uniform(0, 420))),
                "settled_at": None,
                "outcome": "open",
            }
            for game in random.integers(len(GAMES), size=BETS).tolist()
        )
    )


@pytest.mark.parametrize("books", [2, 7, 13])
def test_one_bet_alone_is_offered_what_it_is_among_many(books: int) -> None:
    names = ["Pinnacle", "Bwin", "Betfair", *(f"Book {number}" for number in range(books - 2))][:books]
    snapshot, table = QuoteSnapshot.of(make_quotes(*_prices(names, books))), _bets(names, books)
    bets = PlacedBets.of(table)
    together = snapshot.others(bets)
    assert max(FEW, few_offered.FEW) < BETS
    assert 0 < together.known.sum() < BETS
    many = Offered.of(together, bets.odds, bets.placed_at, WEIGHTS)
    for row in range(BETS):
        bet = PlacedBets.of(table.slice(row, 1))
        alone = snapshot.others(bet)
        assert alone.books == together.books
        for name in ("logits", "first", "best", "newest"):
            assert getattr(alone, name)[0].tobytes() == getattr(together, name)[row].tobytes(), (row, name)
        few = Offered.of(alone, bet.odds, bet.placed_at, WEIGHTS)
        for name in ("features", "chance", "books", "age"):
            np.testing.assert_array_equal(getattr(few, name)[0], getattr(many, name)[row], f"{name} of {row}")
