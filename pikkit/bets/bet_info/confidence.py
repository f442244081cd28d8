"""How sure a reading of a leg is, from 0 (nothing was read) to 1 (every word has its rule)."""

from pikkit.bets.order import Order
from pikkit.bets.outcome import Side

_WITHOUT_MARKET = 0.4
_PER_LEFT_WORD = 0.85
_LEAST_WITH_MARKET = 0.3
_LISTED = 0.95
_OTHER = 0.8
_NO_SUBJECT = 0.9


def confidence_of(market: str | None, side: Side | None, order: Order | None, left: int, *, selects: bool) -> float:
    """A figure for sorting what to look at, not a probability.

    Args:
        market: None if no rule reads one.
        side: ``other`` where the subject is neither of the two teams lowers it.
        order: An order that only the listing suggests lowers it.
        left: How many words no rule reads; each lowers it.
        selects: Whether ``other`` is what the market asks for (a score, a winner of many).
    """
    sure = 1.0 if market else _WITHOUT_MARKET
    if order is Order.LISTED:
        sure *= _LISTED
    if order is not None and side is Side.OTHER and not selects:
        sure *= _OTHER
    if left:
        sure = max(sure * _PER_LEFT_WORD**left, _LEAST_WITH_MARKET if market else 0.0)
    return round(sure, 2)
