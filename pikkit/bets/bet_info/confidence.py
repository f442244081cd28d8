"""How sure a reading of a leg is, from 0 (nothing was read) to 1 (every word has its rule)."""

from pikkit.bets.bet_info.markets import Market
from pikkit.bets.order import Order
from pikkit.bets.outcome import Side
from pikkit.bets.tables.market_kind import MarketKind

_WITHOUT_MARKET = 0.4
_PER_LEFT_WORD = 0.85
_LEAST_WITH_MARKET = 0.3
_LISTED = 0.95
_OTHER = 0.8
_NO_SUBJECT = 0.9


def confidence_of(
    name: str | None, side: Side | None, order: Order | None, left: int, market: Market | None = None
) -> float:
    """A figure for sorting what to look at, not a probability.

    Args:
        name: The market's, None if no rule reads one.
        side: ``other`` where the subject is neither of the two teams lowers it.
        order: An order that only the listing suggests lowers it.
        left: How many words no rule reads; each lowers it.
        market: The phrase's; of some (a score, a winner of many) ``other`` is the only side.
    """
    sure = 1.0 if name else _WITHOUT_MARKET
    if order is Order.LISTED:
        sure *= _LISTED
    if order is not None and side is Side.OTHER and not (market and market.kind is MarketKind.SELECTION):
        sure *= _OTHER
    if left:
        sure = max(sure * _PER_LEFT_WORD**left, _LEAST_WITH_MARKET if name else 0.0)
        return round(sure, 2)
    return sure
