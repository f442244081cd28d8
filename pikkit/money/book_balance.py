"""What is at each book, by what is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pikkit.money.cash_flow import CashFlow


@dataclass(frozen=True, slots=True)
class BookBalance:
    """A book's part of a bankroll.

    Attributes:
        sportsbook: Which.
        deposited, withdrawn: What moved there.
        profit: What bets came to there.
        left: ``deposited - withdrawn + profit``: what is there if every flow was noted.
    """

    sportsbook: str
    deposited: float
    withdrawn: float
    profit: float
    left: float


def book_balances(flows: Iterable[CashFlow], profits: Mapping[str, float]) -> tuple[BookBalance, ...]:
    """The books where money moved, by name; one that no flow names is none of them.

    Args:
        flows: That count.
        profits: Of settled bets by book, over the same time.
    """
    moved = list(flows)
    return tuple(_balance(book, moved, profits.get(book, 0.0)) for book in sorted({flow.sportsbook for flow in moved}))


def _balance(book: str, flows: list[CashFlow], profit: float) -> BookBalance:
    here = [flow for flow in flows if flow.sportsbook == book]
    deposited = sum(flow.amount for flow in here if flow.kind == "deposit")
    withdrawn = sum(flow.amount for flow in here if flow.kind == "withdrawal")
    return BookBalance(book, deposited, withdrawn, profit, deposited - withdrawn + profit)
