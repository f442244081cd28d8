"""What other books offered on bets, as columns that drift is looked for in."""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa

from pikkit.drift.detector_values import Floats, Values
from pikkit.features.definitions.quote_features import QUOTE_NAMES

QUOTED = "quoted"
"""Whether other books had an opinion on a bet: whether a feed reaches the scores at all."""
QUOTED_BOOKS = "quote_books"
"""The column that tells it."""
YES, NO = "by other books", "by none"
COLUMNS = tuple(name for name in QUOTE_NAMES if name != "quote_sharp")
"""Those that are compared; what the sharp books think follows from weights that grow with every settled bet."""


QuotesOf = Callable[[pa.Table], Floats | None]
"""The quote features of bets (schema BETS), shape (n, len(QUOTE_NAMES)); None where nobody stores quotes."""


def no_quotes(_: pa.Table) -> None:
    """Where nobody stores quotes."""


def quote_numbers(features: Floats | None) -> dict[str, Floats]:
    """The columns of numbers, NaN where no other book has an opinion; none without features.

    Args:
        features: The quote features of n bets, shape (n, len(QUOTE_NAMES)).
    """
    return {} if features is None else {name: features[:, QUOTE_NAMES.index(name)] for name in COLUMNS}


def quoted_texts(numbers: Mapping[str, Floats]) -> dict[str, Values]:
    """The column ``QUOTED`` of the same bets, by their number of books; none without quotes."""
    books = numbers.get(QUOTED_BOOKS)
    return {} if books is None else {QUOTED: np.where(np.isnan(books), NO, YES).astype(object)}
