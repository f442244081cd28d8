"""The stored quotes of events to come at one moment, ready to be asked about bets."""

from dataclasses import dataclass, field

import pyarrow as pa

from pikkit.quotes.as_of import OthersOffers, others_offers
from pikkit.quotes.match.events import EventIndex, index_events
from pikkit.quotes.matched import match_to_offers
from pikkit.quotes.offers import Offers, offers_of
from pikkit.quotes.placed_bets import PlacedBets


@dataclass(frozen=True)
class QuoteSnapshot:
    """Never changed once made: a newer one takes its place, so that a bet is scored with one of them, whole.

    Attributes:
        index: The events.
        offers: What books offer on them.
    """

    index: EventIndex = field(repr=False)
    offers: Offers = field(repr=False)

    @classmethod
    def of(cls, quotes: pa.Table) -> "QuoteSnapshot":
        """That of quotes (schema QUOTES)."""
        index = index_events(quotes)
        return cls(index, offers_of(quotes, index))

    def others(self, bets: PlacedBets) -> OthersOffers:
        """What the other books offered on bets before each was placed: what training reads, by the same rules."""
        selections = match_to_offers(bets, self.index, self.offers).selections
        few = self.offers.on(selections.market)
        return others_offers(selections, bets.own_books(few.books), bets.placed_at, few)
