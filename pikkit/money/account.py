"""A bettor's account: his bankroll, its books and its flows, asked of what he noted and what his bets came to."""

from collections.abc import Callable
from dataclasses import dataclass

from pikkit.money.bankroll import MoneyHeld, bankroll_of
from pikkit.money.book_balance import BookBalance, book_balances
from pikkit.money.cash_flow import CashFlow
from pikkit.money.flows_kept import read_flows
from pikkit.money.preferences import Preferences
from pikkit.money.preferences_kept import ReadRecords, preferences_of
from pikkit.performance import BetFilter, PerformanceReader


@dataclass(frozen=True, slots=True)
class Account:
    """A bettor's money.

    Attributes:
        preferences: What holds for him.
        flows: All that hold, by day.
        bankroll: None where none is known.
        books: Where money moved since the bankroll began.
    """

    preferences: Preferences
    flows: tuple[CashFlow, ...]
    bankroll: MoneyHeld | None
    books: tuple[BookBalance, ...]


def account_of(records: ReadRecords, reader: Callable[[], PerformanceReader], bettor: str) -> Account:
    """A bettor's account as it is now; a bettor without bets has one too.

    Args:
        records: Where his settings and flows are.
        reader: Gives what reads his bets; called only if a bankroll is known.
        bettor: Whose.
    """
    preferences, flows = preferences_of(records, bettor), tuple(read_flows(records, bettor))
    since, asked = preferences.bankroll_from, BetFilter(bettor=bettor)
    counted = [flow for flow in flows if since is None or flow.day >= since]
    if preferences.starting_bankroll is None and not counted:
        return Account(preferences, flows, None, ())
    local = reader().in_zone(preferences.zone_name)
    held = bankroll_of(preferences, counted, local.bankroll(asked).days)
    return Account(preferences, flows, held, book_balances(counted, local.book_profit(asked, since)))
