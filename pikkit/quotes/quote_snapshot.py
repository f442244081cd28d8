"""The stored quotes of events to come at one moment, ready to be asked about bets."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import pyarrow as pa

from pikkit.base.sql_moments import microseconds_of
from pikkit.quotes.as_of import OthersOffers, others_offers
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.few_others import FEW, few_others
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
        since: µs since 1970, from which on they are whole: of bets placed before, nothing is known.
    """

    index: EventIndex = field(repr=False)
    offers: Offers = field(repr=False)
    since: int = np.iinfo(np.int64).min

    @classmethod
    def of(cls, quotes: pa.Table, since: datetime | None = None) -> "QuoteSnapshot":
        """That of quotes (schema QUOTES), which are whole from a moment on; None: they are all."""
        coded = CodedQuotes.of(quotes)
        index = index_events(coded)
        offers = offers_of(coded, index)
        return cls(index, offers) if since is None else cls(index, offers, microseconds_of(since))

    def others(self, bets: PlacedBets) -> OthersOffers:
        """What the other books offered on bets before each was placed: what training reads, by the same rules."""
        selections = match_to_offers(bets, self.index, self.offers).selections
        selections = replace(selections, market=np.where(bets.placed_at >= self.since, selections.market, -1))
        if len(bets) <= FEW:
            return few_others(selections, bets.own_books(self.offers.books), bets.placed_at, self.offers)
        few = self.offers.on(selections.market)
        return others_offers(selections, bets.own_books(few.books), bets.placed_at, few)
