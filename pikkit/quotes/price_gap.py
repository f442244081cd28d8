"""How far a bet's price is from what the other books thought when it was placed."""

import numpy as np
import pyarrow as pa

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.as_of import FEWEST_TO_JUDGE
from pikkit.quotes.offers import Floats
from pikkit.quotes.stored_features import stored_quote_features
from pikkit.settings import Settings

_CONSENSUS, _BOOKS = QUOTE_NAMES.index("quote_consensus"), QUOTE_NAMES.index("quote_books")


def price_gaps(features: Floats) -> Floats:
    """The others' consensus over the price, log odds, shape (n,); NaN where too few books are quoted to tell by.

    Args:
        features: The quote features, shape (n, len(QUOTE_NAMES)).
    """
    return np.where(features[:, _BOOKS] >= FEWEST_TO_JUDGE, features[:, _CONSENSUS], np.nan)


def stored_price_gaps(settings: Settings, bets: pa.Table) -> Floats:
    """The same of bets (schema BETS), by the configured store's quotes; a store that is not there is not made.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    features = stored_quote_features(settings, bets)
    return np.full(bets.num_rows, np.nan) if features is None else price_gaps(features)
