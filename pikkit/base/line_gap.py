"""The gap between price and closing line: whether there is one to have closed a share of."""

import math

NO_GAP = "no gap to close"


def has_no_gap(price: float | None, close: float | None) -> bool:
    """Whether the closing line is known to be no better than the price; false where either is unknown.

    A share of such a gap says nothing: it divides by nothing, or by less, and a better model would close less of it.

    Args:
        price: Mean log loss of the price on bets with a closing price.
        close: That of the closing line on the same bets.
    """
    if price is None or close is None or not math.isfinite(price + close):
        return False
    return price <= close
