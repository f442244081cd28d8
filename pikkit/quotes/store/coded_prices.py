"""Prices of a SQL database as matching reads them: without what it does not ask for, texts once each."""

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, select

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.hashed_codes import coded
from pikkit.quotes.schema import SELECTION
from pikkit.quotes.store.layout import PRICES
from pikkit.store.driver_rows import fetch
from pikkit.store.quote_tables import quotes

_READ = ("selection", "sportsbook", "observed_at", "odds")
CODED_PRICES = pa.schema([PRICES.field(name) for name in _READ])


def coded_prices(connection: Connection, low: int, high: int) -> pa.Table:
    """The prices (CODED_PRICES) of the selections with ids in [low, high), in the order of the primary key."""
    wanted = select(*(quotes.c[name] for name in _READ)).where(
        (quotes.c.selection >= low) & (quotes.c.selection < high)
    )
    return fetch(connection, wanted.order_by(*quotes.primary_key), CODED_PRICES)


def told_once(prices: pa.Table, selections: pa.Table) -> CodedQuotes:
    """Prices and what they are of; those of a selection that is gone are left out.

    Args:
        prices: CODED_PRICES, in order of their selections.
        selections: SELECTIONS, in order of their ids.
    """
    ids = prices["selection"].to_numpy()
    starts = np.flatnonzero(np.append(True, np.diff(ids) != 0)[: len(ids)])
    counts = np.diff(np.append(starts, len(ids)))
    known = selections["id"].to_numpy()
    place = np.searchsorted(known, ids[starts])
    there = np.append(known, np.iinfo(np.int64).max)[place] == ids[starts]
    kept = np.repeat(there, counts)
    if not kept.all():
        prices, place, counts = prices.filter(pa.array(kept)), place[there], counts[there]
    told = selections.take(pa.array(place)).select(SELECTION)
    selection = np.repeat(np.arange(len(place)), counts)
    observed = prices["observed_at"].cast(pa.int64()).to_numpy()
    live = observed >= np.repeat(told["event_start"].cast(pa.int64()).to_numpy(), counts)
    book, books = coded(prices["sportsbook"])
    return CodedQuotes(told, selection, book, observed, prices["odds"].to_numpy(), live, books)
