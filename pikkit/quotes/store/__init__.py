"""Where quotes are kept: one contract over SQLite, Postgres and Supabase."""

from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.importing import QuoteImport, import_quotes
from pikkit.quotes.store.opening import open_quote_store

__all__ = ["QuoteImport", "QuoteStore", "import_quotes", "open_quote_store"]
