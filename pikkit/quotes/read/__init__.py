"""Files and feeds into quotes, one format a file."""

from pikkit.quotes.read.files import find_quote_files, iter_quotes, read_quotes
from pikkit.quotes.read.odds_api import odds_api_rows

__all__ = ["find_quote_files", "iter_quotes", "odds_api_rows", "read_quotes"]
