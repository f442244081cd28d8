"""Quotes in a Supabase project, over PostgREST; whole archives go faster over the project's connection string."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.contract import EVERYTHING, Span
from pikkit.quotes.store.layout import (
    PRICES,
    SELECTIONS,
    STORED,
    STRETCH_BITS,
    bounds,
    ends_of,
    joined,
    least_id,
    split,
)
from pikkit.store.arrow_rows import conform
from pikkit.store.supabase.json_rows import from_json_rows, to_json_rows
from pikkit.store.supabase.rest import Rest

_PRICE_KEY = ("selection", "sportsbook", "observed_at", "odds")


class RestQuotes:
    """A :class:`~pikkit.quotes.store.contract.QuoteStore` over a project's API; its schema must be there."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def append(self, quotes: pa.Table) -> int:
        """Store quotes; returns how many were new."""
        selections, prices = split(conform(quotes, QUOTES, "quotes"))
        self._rest.insert_new("quote_selections", to_json_rows(selections), ["id"])
        return len(self._rest.insert_new("quotes", to_json_rows(prices), _PRICE_KEY))

    def read(self, span: Span = EVERYTHING) -> pa.Table:
        """Quotes of a span."""
        low, high = bounds(span)
        selections = from_json_rows(
            self._rest.rows("quote_selections", SELECTIONS.names, ["id"], _range("id", low, high)), SELECTIONS
        )
        prices = from_json_rows(
            self._rest.rows("quotes", PRICES.names, _PRICE_KEY, _range("selection", low, high)), PRICES
        )
        both = prices.join(selections, "selection", "id").sort_by(
            [(name, "ascending") for name in ("event_start", *_PRICE_KEY)]
        )
        return joined(both.select(STORED.names).cast(STORED), span)

    def read_coded(self, span: Span = EVERYTHING) -> CodedQuotes:
        """Quotes of a span, as matching reads them."""
        return CodedQuotes.of(self.read(span))

    def newest(self, span: Span, since: datetime) -> pa.Table:
        """First and newest quotes of a span; all cross the network, as its API cannot group."""
        return ends_of(self.read(span), since)

    def count(self) -> int:
        """How many quotes."""
        return len(self._rest.rows("quotes", ["selection"], _PRICE_KEY))

    def is_empty(self) -> bool:
        """Whether there are none."""
        return self.count() == 0

    def changes(self, span: Span = EVERYTHING) -> Mapping[int, int]:
        """The stretches' numbers."""
        low, high = bounds(span)
        asked = _range("stretch", low >> STRETCH_BITS, ((high - 1) >> STRETCH_BITS) + 1)
        rows = self._rest.rows("quote_changes", ["stretch", "token"], ["stretch"], asked)
        return {int(row["stretch"]): int(row["token"]) for row in rows}

    def thin(self, before: datetime) -> int:
        """Keep first and last prices."""
        return int(self._rest.call("thin_quotes", below=least_id(before)))

    def forget(self, before: datetime) -> int:
        """Delete old quotes."""
        return int(self._rest.call("forget_quotes", below=least_id(before)))

    def close(self) -> None:
        """Let go of connections."""
        self._rest.close()


def _range(name: str, low: int, high: int) -> Any:
    return lambda query: query.gte(name, low).lt(name, high)
