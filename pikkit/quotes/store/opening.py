"""From the settings to the store of quotes, which is where the bets are."""

from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.sql import SqlQuotes
from pikkit.settings import Settings
from pikkit.store.opening import engine_at, project_rest


def quotes_may_be_stored(settings: Settings) -> bool:
    """Whether there is a store already: what only looks for quotes makes none."""
    return bool(settings.store_url or settings.supabase_url or (settings.resolved_home / "pikkit.db").is_file())


def open_quote_store(settings: Settings) -> QuoteStore:
    """The quotes of the configured store, made if they are not there.

    Raises:
        InputError: The store cannot be used.
        NotReadyError: Another process keeps it locked, or it cannot be reached.
    """
    url = settings.resolved_store_url
    if url.startswith("supabase+"):
        url = settings.supabase_db_url.get_secret_value() or url
    if url.startswith("supabase+"):
        from pikkit.quotes.store.rest import RestQuotes  # noqa: PLC0415 (only what is asked for)

        return RestQuotes(project_rest(url.removeprefix("supabase+"), settings))
    return SqlQuotes(engine_at(url))
