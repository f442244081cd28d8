"""A bettor's account for a person."""

from typing import TYPE_CHECKING

from pikkit.cli.output import table_text
from pikkit.money.figure_writing import FigureWriting, figure_writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikkit.money.account import Account
    from pikkit.money.bankroll import MoneyHeld
    from pikkit.money.book_balance import BookBalance
    from pikkit.money.cash_flow import CashFlow

_SHOWN = 20
_BOOK = ("deposited", "withdrawn", "profit", "left")


def account_text(bettor: str, account: "Account") -> str:
    """The bankroll, what is left at each book, and the newest flows."""
    writing = figure_writing(account.preferences)
    if account.bankroll is None:
        return (
            f"No bankroll of {bettor} is known. Say what it began with: pikkit settings --bettor {bettor} "
            f"--starting-bankroll 1000; or note a deposit: pikkit bankroll deposit 100 FanDuel --bettor {bettor}"
        )
    parts = [_bankroll(bettor, account.bankroll, writing)]
    parts += [_books(account.books, writing)] if account.books else []
    parts += [_flows(account.flows[-_SHOWN:][::-1], writing)] if account.flows else []
    return "\n\n".join(parts)


def _bankroll(bettor: str, held: "MoneyHeld", writing: FigureWriting) -> str:
    began = f"on {held.since}" if held.since else "before the first bet"
    return (
        f"Bankroll of {bettor}: {writing.money(held.amount)}\n"
        f"  began with {writing.money(held.starting)} {began}; "
        f"{writing.money(held.profit, signed=True)} of settled bets; "
        f"{writing.money(held.deposited)} deposited, {writing.money(held.withdrawn)} withdrawn\n"
        "  stakes of open bets are not taken off"
    )


def _books(books: "Sequence[BookBalance]", writing: FigureWriting) -> str:
    rows = [[one.sportsbook, *(writing.money(getattr(one, name)) for name in _BOOK)] for one in books]
    return table_text(["book", *_BOOK], rows, frozenset(_BOOK))


def _flows(flows: "Sequence[CashFlow]", writing: FigureWriting) -> str:
    cells = [[f"{one.day}", one.kind, writing.money(one.amount), one.sportsbook, one.note or ""] for one in flows]
    return table_text(["day", "what", "amount", "book", "note"], cells, frozenset({"amount"}))
