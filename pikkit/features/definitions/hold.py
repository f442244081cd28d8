"""What a book kept of each unit staked with it on the bets known, shrunk towards a usual margin."""

from functools import partial

from pikkit.features.definitions.feature import Columns, Feature, Floats
from pikkit.features.definitions.hierarchy import BOOK, dated, share, suffix, summed
from pikkit.features.definitions.shrinkage import shrunk, weight
from pikkit.features.views.view import ALL

USUAL_HOLD = 1 / 22
"""The margin of −110 on both sides: staking 11 on each returns 21 of 22."""
STRENGTH = 500.0
"""In bets. Profits vary so much that a few hundred say little about a margin of a few percent."""


def hold(window: str, columns: Columns) -> Floats:
    """Shrunk 1 − returned / staked, a bet weighing as its stake does; recent windows shrink to the whole past."""
    bets = summed(BOOK.view, "bets", window, columns)
    kept = -share(BOOK.view, "profit_sum", "stake_sum", window, columns)
    return shrunk(kept * bets, bets, USUAL_HOLD if window == ALL else hold(ALL, columns), STRENGTH)


def hold_weight(window: str, columns: Columns) -> Floats:
    """How much of the hold over a window is the book's own."""
    return weight(summed(BOOK.view, "bets", window, columns), STRENGTH)


def _features(window: str) -> tuple[Feature, Feature]:
    name = f"book_hold{suffix(window)}"
    without = f"{USUAL_HOLD:.4f}, as of −110 on both sides" if window == ALL else "book_hold"
    meaning = dated("what the book keeps of the stakes", window)
    return (
        Feature(name, "book", "share of stakes", meaning, partial(hold, window), without, window),
        Feature(
            f"{name}_weight",
            "book",
            "share",
            f"how much of {name} is its own",
            partial(hold_weight, window),
            "0",
            window,
        ),
    )


HOLD_FEATURES = tuple(feature for window in BOOK.view.windows for feature in _features(window))
