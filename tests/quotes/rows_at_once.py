"""Rows of quotes made of bets and quotes that are at hand."""

import pyarrow as pa

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.offered_bets import offered_bets
from pikkit.quotes.rows import QuoteRows, quote_rows


def rows_at_once(bets: pa.Table, quotes: pa.Table) -> QuoteRows:
    """The rows of all bets, read beside all quotes."""
    return quote_rows(bets, offered_bets(bets, CodedQuotes.of(quotes)))
