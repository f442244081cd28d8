"""The stored quotes of events to come: what there is to bet on now."""

from datetime import datetime, timedelta

import pyarrow as pa

from pikkit.quotes.store.contract import QuoteStore, Span

AHEAD = timedelta(days=14)
"""Events that start later are not looked at."""
BEGUN = timedelta(hours=8)
"""Events that started longer ago are over for bets: feeds differ by hours about a start."""


def on_offer(store: QuoteStore, now: datetime, back: timedelta = timedelta()) -> pa.Table:
    """What tells the prices on offer (schema QUOTES) now, at first, and at every moment of the last ``back``."""
    return store.newest(Span(now - BEGUN, now + AHEAD), now - back)


def upcoming(store: QuoteStore, now: datetime) -> pa.Table:
    """All quotes (schema QUOTES) of the events that can be bet on at a moment."""
    return store.read(Span(now - BEGUN, now + AHEAD))
