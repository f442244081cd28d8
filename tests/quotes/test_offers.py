"""Offers made of quotes: chances without the margin are those of every offer by itself."""

import numpy as np
import pytest

from pikkit.bets.devig import devig
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from tests.quotes.quote_tables import make_quotes

PRICES = ((1.9, 1.95), (2.4, 1.6), (1.9, 1.95), (1.8, 1.95), (1.9, 2.05), (2.4, 1.6))


def test_offers_at_the_same_prices_have_the_chances_of_all_worked_out_together() -> None:
    total = {"market": "total", "line": 2.5}
    sides = [
        total | {"side": side, "odds": odds, "sportsbook": f"Book {number}"}
        for number, pair in enumerate(PRICES)
        for side, odds in zip(("over", "under"), pair, strict=True)
    ]
    offers = QuoteSnapshot.of(make_quotes(*sides)).offers
    assert [offers.books[code] for code in offers.book.tolist()] == [f"Book {number}" for number in range(len(PRICES))]
    np.testing.assert_array_equal(offers.fair[:, :2], devig(np.array(PRICES)))
    assert offers.fair[0, 0] == pytest.approx((1 + 1 / 1.9 - 1 / 1.95) / 2)  # of two sides, Shin's is the additive one
