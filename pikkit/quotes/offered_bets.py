"""What quotes say of bets before it is weighed: what other books offered, the close, whether one was matched."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.quotes.as_of import OthersOffers, joined_offers, others_offers
from pikkit.quotes.closes import filled_closes
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.match.verdict import MatchReason
from pikkit.quotes.matched import match_to_quotes
from pikkit.quotes.offers import Floats, Ints

REASONS: tuple[MatchReason, ...] = tuple(MatchReason)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class OfferedBets:
    """What quotes say of n bets: of each what follows from it and the quotes around it, whichever others there are.

    Attributes:
        others: What the other books offered.
        closes: The own book's close, decimal, NaN without, shape (n,).
        matched: Whether each bet has an event, shape (n,).
        at_line: Whether its selection is quoted at its own line, shape (n,).
        reasons: Places in REASONS: why each bet is matched, or is not, shape (n,).
    """

    others: OthersOffers = field(repr=False)
    closes: Floats = field(repr=False)
    matched: Flags = field(repr=False)
    at_line: Flags = field(repr=False)
    reasons: Ints = field(repr=False)

    def at(self, rows: Ints) -> "OfferedBets":
        """What quotes say of some of the bets."""
        columns = (self.matched[rows], self.at_line[rows], self.reasons[rows])
        return OfferedBets(self.others.at(rows), self.closes[rows], *columns)


def offered_bets(bets: pa.Table, quotes: CodedQuotes) -> OfferedBets:
    """Match bets (schema BETS) to all quotes that can be about them, and take what was offered on them."""
    matched = match_to_quotes(bets, quotes)
    own, placed = matched.bets.own_books(matched.offers.books), matched.bets.placed_at
    selections, offers = matched.selections, matched.offers
    places = {reason: place for place, reason in enumerate(REASONS)}
    return OfferedBets(
        others_offers(selections, own, placed, offers),
        filled_closes(selections, own, placed, offers, matched.index),
        matched.matches.matched,
        selections.market >= 0,
        np.array([places[reason] for reason in matched.matches.reasons], dtype=np.int64),
    )


def joined_bets(n: int, parts: Sequence[tuple[Ints, OfferedBets]], books: Sequence[str] | None = None) -> OfferedBets:
    """What quotes say of n bets, from parts.

    Args:
        n: How many bets. One of no part is matched to nothing.
        parts: The places of each part's bets, and what quotes say of them.
        books: The books, in their order (``joined_offers``).
    """
    closes, flags = np.full(n, np.nan), np.zeros((2, n), dtype=bool)
    reasons = np.full(n, REASONS.index(MatchReason.NO_SIDES))
    for rows, part in parts:
        closes[rows], reasons[rows] = part.closes, part.reasons
        flags[:, rows] = part.matched, part.at_line
    others = joined_offers(n, [(rows, part.others) for rows, part in parts], books)
    return OfferedBets(others, closes, flags[0], flags[1], reasons)
