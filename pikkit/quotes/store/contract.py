"""What a store of quotes promises, whatever is behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from pikkit.quotes.coded_quotes import CodedQuotes


@dataclass(frozen=True)
class Span:
    """Which quotes to read: of events that start in [``start``, ``end``); an end that is None is open."""

    start: datetime | None = None
    end: datetime | None = None


EVERYTHING = Span()


class QuoteStore(Protocol):
    """Quotes, append-only: none is ever changed, and what is stored twice is there once."""

    def append(self, quotes: pa.Table) -> int:
        """Store quotes (schema QUOTES), all or none; returns how many were new.

        Raises:
            InputError: The table has another schema.
        """
        ...

    def read(self, span: Span = EVERYTHING) -> pa.Table:
        """Quotes as QUOTES, in order of the events' start."""
        ...

    def read_coded(self, span: Span = EVERYTHING) -> CodedQuotes:
        """The same quotes as matching reads them, for which limits and sources are not read."""
        ...

    def newest(self, span: Span, since: datetime) -> pa.Table:
        """Enough of a span to know what was on offer at any moment from ``since`` on, and what was at first.

        Of each book on each selection: its first minute, its newest price before ``since``, and all from then on.
        """
        ...

    def count(self) -> int:
        """How many quotes there are."""
        ...

    def is_empty(self) -> bool:
        """Whether there are none, which takes no counting."""
        ...

    def changes(self, span: Span = EVERYTHING) -> Mapping[int, int]:
        """A number for each stretch of a span (``layout.stretch_of``) that ever had quotes.

        It is drawn anew whenever a quote of the stretch is added or removed: stretches whose numbers are the same hold
        what they held.
        """
        ...

    def thin(self, before: datetime) -> int:
        """Of events that started before a moment, keep each book's first and last price of each selection.

        Returns:
            How many quotes went.
        """
        ...

    def forget(self, before: datetime) -> int:
        """Delete all quotes of events that started before a moment; returns how many."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
