"""Prices of a SQL database as matching reads them: without what it does not ask for, texts once each."""

import logging
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import Engine, Select, func, select

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.hashed_codes import coded
from pikkit.quotes.schema import SELECTION
from pikkit.quotes.store.layout import PRICES
from pikkit.store.driver_rows import fetch
from pikkit.store.quote_tables import quotes
from pikkit.store.sqlite_arrow.arrow_reading import ArrowReading
from pikkit.store.transactions import transaction

_READ = ("selection", "sportsbook", "observed_at", "odds")
CODED_PRICES = pa.schema([PRICES.field(name) for name in _READ])


MANY = 20_000
"""Prices from which on a process of its own, which takes a quarter of a second to start, reads them in less time."""

log = logging.getLogger("pikkit.quotes")


def coded_prices(engine: Engine, low: int, high: int, arrow: ArrowReading | None) -> pa.Table:
    """The prices (CODED_PRICES) of the selections with ids in [low, high), in the order of the primary key.

    Args:
        engine: The store's.
        low: The first id.
        high: The one after the last.
        arrow: Reads many prices of the same database; what it cannot read, the driver does.
    """
    columns = select(*(quotes.c[name] for name in _READ))
    wanted = columns.where((quotes.c.selection >= low) & (quotes.c.selection < high)).order_by(*quotes.primary_key)
    if arrow and _are_many(engine, wanted):
        literal = wanted.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
        try:
            return arrow.rows(str(literal)).cast(CODED_PRICES)
        except OSError as error:
            log.warning("%s Prices are read more slowly.", error)
    with transaction(engine) as connection:
        return fetch(connection, wanted, CODED_PRICES)


def _are_many(engine: Engine, wanted: Select[Any]) -> bool:
    with transaction(engine) as connection:
        some = wanted.with_only_columns(quotes.c.selection).order_by(None).limit(MANY).subquery()
        return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) == MANY


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
    distinct = selections.take(pa.array(place)).select(SELECTION)
    selection = np.repeat(np.arange(len(place)), counts)
    observed = prices["observed_at"].cast(pa.int64()).to_numpy()
    live = observed >= np.repeat(distinct["event_start"].cast(pa.int64()).to_numpy(), counts)
    book, books = coded(prices["sportsbook"])
    return CodedQuotes(distinct, selection, book, observed, prices["odds"].to_numpy(), live, books)
