"""Quotes in a SQL database."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import ColumnElement, Connection, Engine, Select, case, delete, func, literal_column, select, text

from pikkit.base.errors import PikkitError
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.changes import changes_of, note_changes
from pikkit.quotes.store.coded_prices import coded_prices, told_once
from pikkit.quotes.store.contract import EVERYTHING, Span
from pikkit.quotes.store.layout import (
    PRICES,
    SELECTIONS,
    STORED,
    STRETCH_BITS,
    bounds,
    inside,
    joined,
    least_id,
    split,
    with_selections,
)
from pikkit.store.arrow_rows import conform, to_rows
from pikkit.store.driver_rows import execute_many, fetch, insert_new_statement
from pikkit.store.postgres.copying import copy_in
from pikkit.store.quote_tables import quote_selections, quotes
from pikkit.store.sqlite_arrow.arrow_reading import arrow_reading
from pikkit.store.transactions import prepare, transaction

_THIN = """
DELETE FROM quotes WHERE selection < :below
    AND observed_at > (SELECT min(q.observed_at) FROM quotes q
        WHERE q.selection = quotes.selection AND q.sportsbook = quotes.sportsbook)
    AND observed_at < (SELECT max(q.observed_at) FROM quotes q
        WHERE q.selection = quotes.selection AND q.sportsbook = quotes.sportsbook)
RETURNING selection
"""


class SqlQuotes:
    """A :class:`~pikkit.quotes.store.contract.QuoteStore` on an engine; it makes the tables if they are not there.

    Args:
        engine: SQLite's or Postgres's; disposed of by ``close``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._arrow = arrow_reading(engine)
        try:
            prepare(engine)
        except PikkitError:
            engine.dispose()
            raise

    def append(self, quotes_: pa.Table) -> int:
        """Store quotes; returns how many were new."""
        selections, prices = split(conform(quotes_, QUOTES, "quotes"))
        with transaction(self._engine, write=True) as connection:
            if connection.dialect.name == "postgresql":
                _copy_new(connection, "quote_selections", selections)
                return _copy_new(connection, "quotes", prices)
            execute_many(connection, insert_new_statement(connection, quote_selections), to_rows(selections))
            new = execute_many(connection, insert_new_statement(connection, quotes), to_rows(prices))
            if new:
                note_changes(connection, np.unique(selections["id"].to_numpy() >> STRETCH_BITS).tolist())
            return new

    def read(self, span: Span = EVERYTHING) -> pa.Table:
        """Quotes of a span."""
        with transaction(self._engine) as connection:
            return _read(connection, *bounds(span), span)

    def read_coded(self, span: Span = EVERYTHING) -> CodedQuotes:
        """Quotes of a span, as matching reads them."""
        low, high = bounds(span)
        prices = coded_prices(self._engine, low, high, self._arrow)  # first: see _read
        with transaction(self._engine) as connection:
            return told_once(prices, _selections(connection, low, high, span))

    def newest(self, span: Span, since: datetime) -> pa.Table:
        """First and newest quotes of a span."""
        low, high = bounds(span)
        with transaction(self._engine) as connection:
            return joined(fetch(connection, _newest(low, high, since, connection.dialect.name), STORED), span)

    def count(self) -> int:
        """How many quotes."""
        with transaction(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(quotes)).scalar_one())

    def is_empty(self) -> bool:
        """Whether there are none."""
        with transaction(self._engine) as connection:
            return connection.execute(select(quotes.c.selection).limit(1)).first() is None

    def changes(self, span: Span = EVERYTHING) -> Mapping[int, int]:
        """The stretches' numbers."""
        with transaction(self._engine) as connection:
            return changes_of(connection, span)

    def thin(self, before: datetime) -> int:
        """Keep first and last prices."""
        with transaction(self._engine, write=True) as connection:
            if connection.dialect.name == "postgresql":
                return int(connection.execute(select(func.thin_quotes(least_id(before)))).scalar_one())
            gone = Counter(
                selection >> STRETCH_BITS
                for (selection,) in connection.execute(text(_THIN), {"below": least_id(before)})
            )
            note_changes(connection, gone)
            return gone.total()

    def forget(self, before: datetime) -> int:
        """Delete old quotes."""
        below = least_id(before)
        with transaction(self._engine, write=True) as connection:
            if connection.dialect.name == "sqlite":
                ids = connection.execute(select(quote_selections.c.id).where(quote_selections.c.id < below)).scalars()
                note_changes(connection, {id_ >> STRETCH_BITS for id_ in ids})
            connection.execute(delete(quote_selections).where(quote_selections.c.id < below))
            return int(connection.execute(delete(quotes).where(quotes.c.selection < below)).rowcount)

    def close(self) -> None:
        """Let go of the pooled connections, and end what reads beside them."""
        if self._arrow:
            self._arrow.close()
        self._engine.dispose()


def _read(connection: Connection, low: int, high: int, span: Span) -> pa.Table:
    """Prices first: a selection is never stored after a price of it."""
    priced = quotes.select().where((quotes.c.selection >= low) & (quotes.c.selection < high))
    prices = fetch(connection, priced.order_by(*quotes.primary_key), PRICES)
    return joined(with_selections(prices, _selections(connection, low, high, span)), span)


def _selections(connection: Connection, low: int, high: int, span: Span) -> pa.Table:
    about = quote_selections.select().where((quote_selections.c.id >= low) & (quote_selections.c.id < high))
    return inside(fetch(connection, about.order_by(quote_selections.c.id), SELECTIONS), span)


def _between(low: int, high: int) -> Select[tuple[object, ...]]:
    named = {column.name: column for table in (quote_selections, quotes) for column in table.columns}
    columns = [named[name] for name in STORED.names]
    both = quote_selections.join(quotes, quotes.c.selection == quote_selections.c.id)
    inside = (quote_selections.c.id >= low) & (quote_selections.c.id < high)
    order = (quote_selections.c.id, quotes.c.sportsbook, quotes.c.observed_at, quotes.c.odds)
    return select(*columns).select_from(both).where(inside).order_by(*order)


def _newest(low: int, high: int, since: datetime, dialect: str) -> Select[tuple[object, ...]]:
    """The database reads whole runs by the primary key, and hands out their ends alone."""
    moment, inside = quotes.c.observed_at, (quotes.c.selection >= low) & (quotes.c.selection < high)
    first = func.min(moment).label("first")
    newest = func.max(case((moment < since, moment))).label("newest")
    run = (quotes.c.selection, quotes.c.sportsbook)
    ends = select(*run, first, newest).where(inside).group_by(*run).subquery()
    minute: ColumnElement[Any] = literal_column("interval '1 minute'" if dialect == "postgresql" else "60000000")
    kept = (moment >= since) | (moment == ends.c.newest) | (moment - minute < ends.c.first)
    of_run = (ends.c.selection == quotes.c.selection) & (ends.c.sportsbook == quotes.c.sportsbook)
    return _between(low, high).join(ends, of_run).where(kept)


def _copy_new(connection: Connection, name: str, rows: pa.Table) -> int:
    """Rows by COPY into a table of the transaction's own, and from there what is new."""
    incoming = f"incoming_{name}"
    connection.execute(text(f"CREATE TEMPORARY TABLE {incoming} (LIKE {name}) ON COMMIT DROP"))
    copy_in(connection, incoming, rows)
    moved = connection.execute(text(f"INSERT INTO {name} SELECT * FROM {incoming} ON CONFLICT DO NOTHING"))  # noqa: S608
    return int(moved.rowcount)
