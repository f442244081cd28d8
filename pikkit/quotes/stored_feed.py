"""Whether the stored quotes of events to come can be relied on, as command, gate and monitoring say of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pikkit.base.sql_moments import microseconds_of
from pikkit.quotes.feed_check import FeedFault, feed_faults
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.opening import open_quote_store, quotes_may_be_stored
from pikkit.quotes.store.upcoming import upcoming
from pikkit.settings import Settings


@dataclass(frozen=True)
class StoredFeed:
    """What is stored of events to come.

    Attributes:
        quotes: How many quotes.
        faults: What is wrong with them.
    """

    quotes: int = 0
    faults: tuple[FeedFault, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong, for a person."""
        return tuple(fault.sentence for fault in self.faults)


def look_at_feed(store: QuoteStore, now: datetime, stale: timedelta) -> StoredFeed:
    """Look at a store's quotes; ``stale``: how old a newest price may be."""
    quotes = upcoming(store, now)
    return StoredFeed(quotes.num_rows, tuple(feed_faults(QuoteSnapshot.of(quotes), microseconds_of(now), stale)))


def stored_feed(settings: Settings) -> StoredFeed:
    """Look at the configured store's quotes; a store that is not there is not made, and holds none.

    Raises:
        NotReadyError: The store cannot be reached.
    """
    if not quotes_may_be_stored(settings):
        return StoredFeed()
    store = open_quote_store(settings)
    try:
        return look_at_feed(store, datetime.now(UTC), timedelta(hours=settings.quotes_stale_hours))
    finally:
        store.close()
