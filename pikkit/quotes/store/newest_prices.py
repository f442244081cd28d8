"""From the settings to the newest stored quotes of events to come."""

from datetime import UTC, datetime

import pyarrow as pa

from pikkit.quotes.newest_quotes import NewestQuotes
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.opening import open_quote_store
from pikkit.quotes.store.upcoming import upcoming
from pikkit.settings import Settings


def newest_quotes(settings: Settings) -> NewestQuotes:
    """What the configured store holds of events to come; it is opened for each look, and never made."""
    return NewestQuotes(lambda: _upcoming(settings))


def _upcoming(settings: Settings) -> pa.Table:
    elsewhere = settings.store_url or settings.supabase_url
    if not elsewhere and not (settings.resolved_home / "pikkit.db").is_file():
        return QUOTES.empty_table()
    store = open_quote_store(settings)
    try:
        return upcoming(store, datetime.now(UTC))
    finally:
        store.close()
