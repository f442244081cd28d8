"""Between the QUOTES schema and the two tables that keep it."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.quotes.offers import MINUTE, Ints
from pikkit.quotes.schema import QUOTES, SELECTION
from pikkit.quotes.store.contract import Span
from pikkit.store.hashing import content_hash

HOUR = 3_600_000_000
HASH_BITS = 42
"""Of an id: what tells selections of one hour apart. The hour stands above, so that ids are in order of the start."""
STRETCH_BITS = HASH_BITS + 4
"""Below an id's stretch: 16 hours of events' starts, of which the store tells whether a quote was added or removed."""

PRICE = ("sportsbook", "observed_at", "odds", "stake_limit", "source")
SELECTIONS = pa.schema([pa.field("id", pa.int64(), nullable=False), *(QUOTES.field(name) for name in SELECTION)])
PRICES = pa.schema([pa.field("selection", pa.int64(), nullable=False), *(QUOTES.field(name) for name in PRICE)])
STORED = pa.schema([QUOTES.field(name) for name in (*SELECTION, *PRICE)])
"""What is read back; whether a quote is live follows from its moments."""


def selection_id(quotes: pa.Table) -> Ints:
    """The id of each quote's selection, shape (n,)."""
    hashed = content_hash(quotes.select(SELECTION)).view(np.uint64) >> np.uint64(64 - HASH_BITS)
    hours = quotes["event_start"].cast(pa.int64()).to_numpy() // HOUR
    return np.asarray((hours << HASH_BITS) | hashed.astype(np.int64))


def stretch_of(moments: Ints) -> Ints:
    """The stretches of events that start at moments (µs since 1970)."""
    return (moments // HOUR) >> (STRETCH_BITS - HASH_BITS)


def least_id(moment: datetime) -> int:
    """The least id of a selection whose event starts in the hour of a moment, or later."""
    return int(moment.timestamp() // 3600) << HASH_BITS


def bounds(span: Span) -> tuple[int, int]:
    """The ids of a span, whole hours at both ends: the first, and the one after the last."""
    low = least_id(span.start) if span.start else -(1 << 62)
    high = least_id(span.end + timedelta(hours=1) - timedelta(microseconds=1)) if span.end else 1 << 62
    return low, high


def split(quotes: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Distinct selections (SELECTIONS) and prices (PRICES), both in order of their ids."""
    ids = selection_id(quotes)
    order = np.argsort(ids, kind="stable")
    quotes, ids = quotes.take(pa.array(order)), ids[order]
    first = np.append(True, np.diff(ids) != 0)[: len(ids)]
    selections = quotes.filter(pa.array(first)).select(SELECTION).add_column(0, "id", pa.array(ids[first]))
    prices = quotes.select(PRICE).add_column(0, "selection", pa.array(ids))
    return selections.cast(SELECTIONS), prices.cast(PRICES)


def with_selections(prices: pa.Table, selections: pa.Table) -> pa.Table:
    """Prices with what they are of, as STORED, in their order; those of a selection that is gone are left out."""
    if not (prices.num_rows and selections.num_rows):
        return STORED.empty_table()
    ids, wanted = selections["id"].to_numpy(), prices["selection"].to_numpy()
    place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    there = ids[place] == wanted
    if not there.all():
        prices, place = prices.filter(pa.array(there)), place[there]
    rows = selections.take(pa.array(place))
    columns = [prices[name] if name in PRICE else rows[name] for name in STORED.names]
    return pa.table(columns, schema=STORED)


def ends_of(quotes: pa.Table, since: datetime) -> pa.Table:
    """Of quotes in the store's order, what its ``newest`` keeps."""
    moment = quotes["observed_at"].cast(pa.int64()).to_numpy()
    edge = int(since.timestamp() * 1_000_000)
    book = quotes["sportsbook"].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    _, run = np.unique(np.column_stack([selection_id(quotes), book]), axis=0, return_inverse=True)
    run = run.ravel()
    first = np.full(run.max(initial=-1) + 1, np.iinfo(np.int64).max)
    newest = np.full(len(first), -1)
    np.minimum.at(first, run, moment)
    before = moment < edge
    np.maximum.at(newest, run[before], moment[before])
    kept = ~before | (moment == newest[run]) | (moment - MINUTE < first[run])
    return quotes.filter(pa.array(kept))


def inside(rows: pa.Table, span: Span) -> pa.Table:
    """Those of some rows with ``event_start`` that are of exactly a span."""
    if not rows.num_rows:
        return rows
    for edge, within in ((span.start, pc.greater_equal), (span.end, pc.less)):
        if edge is not None:
            kept = within(rows["event_start"], pa.scalar(edge.astimezone(UTC), UTC_MICROSECONDS))
            rows = rows if pc.all(kept).as_py() else rows.filter(kept)
    return rows


def joined(stored: pa.Table, span: Span) -> pa.Table:
    """What was read, as QUOTES of exactly a span."""
    if not stored.num_rows:
        return pa.Table.from_batches([], QUOTES)  # the first value PyArrow makes, such as an edge, imports pandas
    stored = inside(stored, span)
    live = pc.greater_equal(stored["observed_at"], stored["event_start"])
    return stored.append_column("live", live).select(QUOTES.names).cast(QUOTES)
