"""What is read of a leg's text."""

from typing import NamedTuple

from pikkit.bets.order import Order
from pikkit.bets.outcome import Side


class LegFields(NamedTuple):
    """A leg inside the library: the fields of ``Leg`` without its checks, for reading files."""

    raw: str
    market: str | None = None
    side: Side | None = None
    line: float | None = None
    subject: str | None = None
    home: str | None = None
    away: str | None = None
    period: str | None = None
    live: bool = False
    order: Order | None = None
    confidence: float = 0.0
    left: str | None = None
