"""Raw rows of a feed into quotes: canonical names, sides, and the rules."""

import json
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.schema import UTC_MICROSECONDS
from pikkit.quotes import canonical
from pikkit.quotes.batch import QuoteBatch
from pikkit.quotes.rules import RULES, first_broken
from pikkit.quotes.schema import QUOTE_REJECTS, QUOTES
from pikkit.quotes.sides import sides
from pikkit.store.hashing import content_hash

NEEDED = ("observed_at", "event_start", "home", "away", "market", "selection", "sportsbook", "odds")
"""The columns a table of quotes must have."""
OPTIONAL = ("sport", "league", "period", "line", "subject", "stake_limit", "lay")
_FLAGS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1", "lay"), "yes"),
    **dict.fromkeys(("", "false", "f", "no", "n", "0", "back"), "no"),
}
_SHOWN = 2000
"""Letters that are kept of a row that is set aside."""
KEY = tuple(name for name in QUOTES.names if name not in {"source", "stake_limit", "live"})
"""What tells two quotes apart; two rows with the same are one."""


def normalise(raw: pa.Table, source: str, now: datetime, first_row: int = 0) -> QuoteBatch:
    """Check raw rows and make quotes of the good ones.

    Args:
        raw: Columns NEEDED, and OPTIONAL ones if there are any, of any types that read as what they are.
        source: The file or feed they come from.
        now: What the clock here says: what was observed later was not.
        first_row: The place of the first row in its file.
    """
    rows = _typed(raw, source)
    broken = first_broken(rows, now)
    good = pc.is_null(broken)
    quotes = rows.filter(good).select(QUOTES.names).cast(QUOTES)
    distinct = quotes.filter(pa.array(first_of_each(quotes)))
    live = int(pc.sum(distinct["live"]).as_py() or 0)
    return QuoteBatch(
        distinct.combine_chunks(),
        _rejects(raw, broken, source, first_row),
        quotes.num_rows - distinct.num_rows,
        Counter({"live": live} if live else {}),
    )


def first_of_each(quotes: pa.Table) -> np.ndarray:
    """Which quotes are the first that says what they say, shape (n,)."""
    keep = np.zeros(quotes.num_rows, dtype=bool)
    keep[np.unique(quote_keys(quotes), return_index=True)[1]] = True
    return keep


def quote_keys(quotes: pa.Table) -> np.ndarray:
    """A 64-bit key of each quote (``store.hashing``), shape (n,): equal for two that say the same of one moment."""
    return content_hash(quotes.select(KEY))


def _typed(raw: pa.Table, source: str) -> pa.Table:
    def column(name: str) -> pa.ChunkedArray:
        return raw[name] if name in raw.column_names else pa.chunked_array([pa.nulls(raw.num_rows, pa.string())])

    home, away = canonical.texts(column("home")), canonical.texts(column("away"))
    league = canonical.leagues(column("league"))
    observed, start = as_moments(column("observed_at")), as_moments(column("event_start"))
    return pa.table(
        {
            "observed_at": observed,
            "event_start": start,
            "sport": canonical.sports(column("sport"), league),
            "league": league,
            "home": home,
            "away": away,
            "market": canonical.markets(column("market")),
            "period": canonical.texts(column("period")),
            "side": sides(canonical.texts(column("selection")), home, away),
            "line": numbers(column("line")),
            "subject": canonical.texts(column("subject")),
            "sportsbook": canonical.sportsbooks(column("sportsbook")),
            "odds": numbers(column("odds")),
            "stake_limit": numbers(column("stake_limit")),
            "live": pc.greater_equal(observed, start),
            "source": pa.array([source] * raw.num_rows, pa.string()),
            "lay": _flags(column("lay")),
        }
    )


def numbers(column: pa.ChunkedArray) -> pa.Array:
    """A column as finite 64-bit floats; null where it is no number."""
    column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = canonical.mapped(column, lambda text: text if _is_number(text) else None)
    values = column.cast(pa.float64(), safe=False)
    return pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))


def as_moments(column: pa.ChunkedArray) -> pa.Array:
    """A column as moments; null where it is none. A moment without a time zone is UTC."""
    column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us"), safe=False).cast(UTC_MICROSECONDS)
    if pa.types.is_null(column.type):
        return column.cast(UTC_MICROSECONDS)
    return canonical.mapped(column, _iso).cast(UTC_MICROSECONDS)


def _iso(text: str) -> str | None:
    try:
        read = datetime.fromisoformat(text.strip())
        aware = read if read.tzinfo else read.replace(tzinfo=UTC)
        utc = aware.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and last hours of the calendar have no UTC
        return None
    return utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _flags(column: pa.ChunkedArray) -> pa.Array:
    """A column as flags: nothing is no; null where it is neither. A CSV has words where Parquet has flags."""
    column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if pa.types.is_boolean(column.type):
        return column.fill_null(False)
    words = column.cast(pa.string()).fill_null("")
    return pc.equal(canonical.mapped(words, lambda word: _FLAGS.get(word.strip().lower())), "yes")


def _rejects(raw: pa.Table, broken: pa.Array, source: str, first_row: int) -> pa.Table:
    places = np.flatnonzero(pc.is_valid(broken).to_numpy(zero_copy_only=False))
    rules = broken.take(pa.array(places)).to_pylist()
    originals = raw.take(pa.array(places)).to_pylist()
    rows = [
        (source, first_row + int(place), RULES[rule].name, RULES[rule].reason, json.dumps(row, default=str)[:_SHOWN])
        for place, rule, row in zip(places, rules, originals, strict=True)
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(QUOTE_REJECTS)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, QUOTE_REJECTS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=QUOTE_REJECTS)
