"""What a bettor has: what he began with, what moved in and out of his books, and what his settled bets came to.

Stakes of open bets are not taken off: they are still his until the bet is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pikkit.money.cash_flow import CashFlow
from pikkit.money.preferences import Preferences
from pikkit.performance.bankroll_curve import Day


@dataclass(frozen=True, slots=True)
class BankrollDay:
    """A day on which bets settled or money moved, and the bankroll at its end; amounts in the bettor's currency."""

    day: date
    profit: float
    flow: float
    bankroll: float


@dataclass(frozen=True, slots=True)
class MoneyHeld:
    """A bankroll, now and over time.

    Attributes:
        amount: What there is now: ``starting + deposited - withdrawn + profit``.
        starting: What there was when it began; 0 where only flows are known.
        since: The first day that counts; None is "before the first bet".
        deposited, withdrawn, profit: What came of flows and of settled bets since.
        days: In their order.
    """

    amount: float
    starting: float
    since: date | None
    deposited: float
    withdrawn: float
    profit: float
    days: tuple[BankrollDay, ...]


def bankroll_of(preferences: Preferences, flows: Sequence[CashFlow], settled: Iterable[Day]) -> MoneyHeld | None:
    """A bettor's bankroll; None where none is known: neither a starting bankroll nor a flow.

    Args:
        preferences: Where it began.
        flows: That hold.
        settled: His settled bets by day, of his time zone.
    """
    since = preferences.bankroll_from
    counted = [flow for flow in flows if since is None or flow.day >= since]
    if preferences.starting_bankroll is None and not counted:
        return None
    starting = preferences.starting_bankroll or 0.0
    profits = {day.day: day.profit for day in settled if since is None or day.day >= since}
    days = _days(starting, profits, counted)
    return MoneyHeld(
        amount=days[-1].bankroll if days else starting,
        starting=starting,
        since=since,
        deposited=sum(flow.amount for flow in counted if flow.kind == "deposit"),
        withdrawn=sum(flow.amount for flow in counted if flow.kind == "withdrawal"),
        profit=sum(profits.values()),
        days=days,
    )


def _days(starting: float, profits: dict[date, float], flows: Iterable[CashFlow]) -> tuple[BankrollDay, ...]:
    moved: dict[date, float] = {}
    for flow in flows:
        moved[flow.day] = moved.get(flow.day, 0.0) + flow.signed
    level, days = starting, []
    for day in sorted({*profits, *moved}):
        level += profits.get(day, 0.0) + moved.get(day, 0.0)
        days.append(BankrollDay(day, profits.get(day, 0.0), moved.get(day, 0.0), level))
    return tuple(days)
