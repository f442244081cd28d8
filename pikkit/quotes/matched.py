"""Bets and quotes matched: the one place that joins events, offers and selections."""

from dataclasses import dataclass

import pyarrow as pa

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.match.bets import BetMatches, match_bets
from pikkit.quotes.match.events import EventIndex, index_events
from pikkit.quotes.offers import Offers, offers_of
from pikkit.quotes.placed_bets import PlacedBets
from pikkit.quotes.selections import OfferPositions, OwnPrices, select


@dataclass(frozen=True)
class Matched:
    """Bets, and the offers on what they are on.

    Attributes:
        bets: The bets.
        index: The events.
        offers: What books offered.
        matches: Each bet's event.
        selections: Each bet's market and side among the offers.
    """

    bets: PlacedBets
    index: EventIndex
    offers: Offers
    matches: BetMatches
    selections: OfferPositions


def match_to_quotes(bets: pa.Table, quotes: CodedQuotes) -> Matched:
    """Find each bet's event, market and side among quotes.

    Args:
        bets: Schema BETS.
        quotes: Of any number of books and events.
    """
    index = index_events(quotes)
    return match_to_offers(PlacedBets.of(bets), index, offers_of(quotes, index))


def match_to_offers(bets: PlacedBets, index: EventIndex, offers: Offers) -> Matched:
    """Find each bet's event, market and side among offers.

    Args:
        bets: In the terms of the bets table.
        index: The events.
        offers: What books offer on them.
    """
    matches = match_bets(bets, index, OwnPrices(bets, offers)).without(offers.doubled)
    return Matched(bets, index, offers, matches, select(bets, matches, offers))
