"""Bets of invented bettors on games of real teams, as tables to tell events by."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from pikkit.bets.events import BetEvents, assign_events
from pikkit.bets.schema import UTC_MICROSECONDS

NIGHT = datetime(2024, 1, 16, 0, 30, tzinfo=UTC)
"""The evening of 15 January in North America: a game begins."""
Bet = dict[str, Any]
TEXTS = ("sport", "league", "home", "away", "bet_info", "outcome", "market", "period")


def bet(home: str | None, away: str | None, *, placed: float = -2, settled: float | None = 3, **said: Any) -> Bet:
    """A bet placed and settled so many hours after ``NIGHT``, by default on a game of the NBA; open if not settled."""
    usual: Bet = {"sport": "Basketball", "league": "NBA", "bet_info": None, "market": "moneyline", "period": None}
    outcome = "open" if settled is None else "win"
    moments = {"placed_at": _after(placed), "settled_at": None if settled is None else _after(settled)}
    return usual | {"home": home, "away": away, "outcome": outcome} | moments | said


def table(bets: list[Bet]) -> pa.Table:
    """Bets as a table of the columns that events are told by."""
    texts = {name: pa.array([one[name] for one in bets], pa.string()) for name in TEXTS}
    times = {name: pa.array([one[name] for one in bets], UTC_MICROSECONDS) for name in ("placed_at", "settled_at")}
    return pa.table({**texts, **times})


def events_of(*bets: Bet) -> BetEvents:
    """The events of bets."""
    return assign_events(table(list(bets)))


def ids(*bets: Bet) -> list[str | None]:
    """The events' ids of bets."""
    found: list[str | None] = events_of(*bets).event.to_pylist()
    return found


def _after(hours: float) -> datetime:
    return NIGHT + timedelta(hours=hours)
