"""How much of a closing price is the bookmaker's margin, where an export holds one side of a market only.

The power method: of a closing price c the chance is (1 / c)^k, where k > 1 takes the margin off, more of it off long
shots (Clarke, Kovalchik and Ingram, "Adjusting bookmaker's odds to allow for overround", *American Journal of Sports
Science* 5, 2017). A parlay's price is the product of its legs', so one k holds for both. With both sides at hand k
makes their chances sum to 1; with one it is told from results, a book at a time: the most likely k, given that k is
normally distributed around that of -110 on both sides (overround 4.8 %). So a book of few bets has that one, and the
luck of a few hundred bets moves it little (about 5,000 at prices around 2 to 4: half of the way).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb
import numpy as np
from numpy.typing import NDArray

TYPICAL = 1.07
"""ln(1/2) / ln(110/210), rounded."""
SPREAD = 0.02
"""Standard deviation of k over books: 1.03 (2 % of margin) to 1.11 (8 %) holds 95 of 100."""
FEWEST = 100
"""Results below which a book's k is the typical one to two digits anyway."""
_STEPS = 25

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CloseMargins:
    """The exponent k of each book's closing prices; ``TYPICAL`` of any other."""

    by_book: Mapping[str, float] = field(default_factory=dict)

    def chance(self, sportsbook: str, closing_odds: float) -> float:
        """What a closing price (decimal, above 1) gives a bet, its margin taken off."""
        return float(closing_odds ** -self.by_book.get(sportsbook, TYPICAL))

    def clv(self, sportsbook: str, odds: float, closing_odds: float | None) -> float | None:
        """Closing line value without the margin: the expected profit a unit at that chance; None without a close."""
        if closing_odds is None or closing_odds <= 1:
            return None
        return odds * self.chance(sportsbook, closing_odds) - 1

    def relation(self, source: str) -> str:
        """A relation of bets with two columns more: ``close_chance`` and ``fair_clv``, NULL without a close."""
        chance = f"CASE WHEN closing_odds > 1 THEN pow(closing_odds, -coalesce(k, {TYPICAL})) END"
        books = ", ".join(f"({_quoted(book)}, {k!r}::double)" for book, k in self.by_book.items()) or "('', NULL)"
        return (
            f"(SELECT bets.*, {chance} AS close_chance, odds * close_chance - 1 AS fair_clv "  # noqa: S608 (quoted)
            f"FROM {source} bets LEFT JOIN (VALUES {books}) margins(book, k) ON sportsbook = book)"
        )


def close_margins(connection: duckdb.DuckDBPyConnection, source: str) -> CloseMargins:
    """The margins of a store's books, by the results of everybody's bets."""
    query = f"""
        SELECT sportsbook, avg(ln(closing_odds)), count(*), sum(share) FROM {source}
        WHERE closing_odds > 1 AND share IS NOT NULL GROUP BY sportsbook, round(ln(closing_odds), 2)
        ORDER BY ALL
    """  # noqa: S608 (ours)
    rows: dict[str, list[tuple[float, int, float]]] = {}
    for book, *cell in connection.execute(query).fetchall():
        rows.setdefault(book, []).append((cell[0], cell[1], cell[2]))
    enough = {book: cells for book, cells in rows.items() if sum(n for _, n, _ in cells) >= FEWEST}
    return CloseMargins({book: exponent(cells) for book, cells in enough.items()})


def exponent(cells: Iterable[tuple[float, float, float]]) -> float:
    """The most likely k, at least 1.

    Args:
        cells: Bets of about one price: the log of their closing price, how many they are, how many of them won.
    """
    log_price, bets, won = (np.array(column, dtype=np.float64) for column in zip(*cells, strict=True))
    k = TYPICAL
    for _ in range(_STEPS):  # Fisher's scoring: the likelihood of (1 / c)^k is concave where it matters
        step = _step(k, log_price, bets, won)
        k = float(np.clip(k + step, 1.0, 2.0))
        if abs(step) < 1e-10:
            break
    return k


def _step(k: float, log_price: Floats, bets: Floats, won: Floats) -> float:
    chance = np.exp(-k * log_price)
    lost = np.maximum(-np.expm1(-k * log_price), 1e-12)
    slope = np.sum(log_price * (bets * chance - won) / lost) - (k - TYPICAL) / SPREAD**2
    information = np.sum(bets * log_price**2 * chance / lost) + 1 / SPREAD**2
    return float(slope / information)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
