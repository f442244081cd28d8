"""Several books' prices for one selection: a consensus without margins, the best price, the edge at each."""

from collections.abc import Sequence

from pikkit.bets.devig import devig
from pikkit.bets.value import expected_value
from pikkit.extension_api.scoring.asked import BookEdge, BookPrice, MarketView


def consensus_of(books: Sequence[BookPrice]) -> tuple[float | None, list[float | None]]:
    """The mean of the books' de-vigged probabilities of the selection, and each book's own.

    A book that gives no price for the other outcomes has none: its margin is not known.
    """
    fair = [_fair(book.decimal_odds()) for book in books]
    known = [p for p in fair if p is not None]
    return (sum(known) / len(known) if known else None), fair


def market_view(books: Sequence[BookPrice], p_win: float) -> MarketView:
    """What one or more books say, beside a score's probability."""
    consensus, fair = consensus_of(books)
    edges = [_edge(book, own, consensus, p_win) for book, own in zip(books, fair, strict=True)]
    best = max(edges, key=lambda edge: edge.odds)
    return MarketView(consensus=consensus, consensus_books=sum(p is not None for p in fair), best=best, books=edges)


def _fair(prices: Sequence[float]) -> float | None:
    return float(devig(prices)[0]) if len(prices) > 1 else None


def _edge(book: BookPrice, own: float | None, consensus: float | None, p_win: float) -> BookEdge:
    odds = book.decimal_odds()[0]
    edge = None if consensus is None else expected_value(consensus, odds)
    ev = expected_value(p_win, odds)
    return BookEdge(sportsbook=book.sportsbook, odds=odds, p_fair=own, edge=edge, ev=ev, warnings=book.warnings())
