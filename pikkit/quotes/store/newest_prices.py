"""From the settings to the newest stored quotes of events to come."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa

from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.opening import open_quote_store
from pikkit.quotes.store.upcoming import on_offer
from pikkit.settings import Settings

BACK = timedelta(days=1)
"""How long ago a bet may have been placed to be scored with its own moment's quotes; of older ones none is known."""


def newest_quotes(settings: Settings) -> NewestQuotes:
    """What the configured store holds of events to come; it is opened for each look, and never made."""
    return NewestQuotes(lambda: _on_offer(settings), BACK)


def _on_offer(settings: Settings) -> pa.Table:
    elsewhere = settings.store_url or settings.supabase_url
    if not elsewhere and not (settings.resolved_home / "pikkit.db").is_file():
        return pa.Table.from_batches([], QUOTES)
    store = open_quote_store(settings)
    try:
        return on_offer(store, datetime.now(UTC), BACK)
    finally:
        store.close()
