"""The quote features of bets, by the configured store."""

import numpy as np
import pyarrow as pa

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.kept.kept_quotes import kept_folder, quotes_on
from pikkit.quotes.offers import Floats
from pikkit.quotes.rows import quote_rows
from pikkit.quotes.store.opening import open_quote_store, quotes_may_be_stored
from pikkit.settings import Settings


def quotes_are_stored(settings: Settings) -> bool:
    """Whether there is any quote.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    if not quotes_may_be_stored(settings):
        return False
    store = open_quote_store(settings)
    try:
        return not store.is_empty()
    finally:
        store.close()


def stored_quote_features(settings: Settings, bets: pa.Table) -> Floats | None:
    """Each bet's quote features as of its placement, shape (n, len(QUOTE_NAMES)); None where no quote is stored.

    Args:
        settings: Where the store is; one that is not there is not made.
        bets: Schema BETS.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    if not quotes_may_be_stored(settings):
        return None
    store = open_quote_store(settings)
    try:
        if store.is_empty():
            return None
        table = quote_rows(bets, quotes_on(bets, store, kept_folder(settings))).table
    finally:
        store.close()
    return np.column_stack([table[name].cast(pa.float64()).to_numpy() for name in QUOTE_NAMES])
