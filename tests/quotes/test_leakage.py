"""Quotes know nothing that the bettor could not have known, and a bet's own book never speaks for the others."""

from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.rows import FILLED
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.rows_at_once import rows_at_once
from tests.quotes.test_matching import make_bets

PLACED = KICK_OFF - timedelta(hours=5)
BEFORE = PLACED - timedelta(hours=1)


def market(book: str, *odds: float, seen: Any = BEFORE, **more: Any) -> list[dict[str, Any]]:
    """Home, draw and away of one book at one moment."""
    sides = zip(("home", "draw", "away"), odds, strict=True)
    return [{"sportsbook": book, "side": side, "odds": price, "observed_at": seen, **more} for side, price in sides]


def features(quotes: list[dict[str, Any]], **bet: Any) -> dict[str, float | None]:
    """The quote features of a bet on Arsenal at Bwin, 2.1."""
    row: dict[str, float | None] = rows_at_once(make_bets(bet), make_quotes(*quotes)).table.to_pylist()[0]
    return {name: row[name] for name in QUOTE_NAMES}


OTHERS = [*market("Pinnacle", 2.0, 3.5, 4.0), *market("Bet365", 2.05, 3.4, 3.9)]
NOTHING = dict.fromkeys(QUOTE_NAMES)


def test_the_consensus_is_the_others_without_their_margins() -> None:
    said = features(market("Pinnacle", 2.0, 4.0, 4.0))
    assert said["quote_consensus"] == pytest.approx(np.log(0.5 / 0.5) + np.log(1.1))
    assert said["quote_age"] == pytest.approx(1.0)
    assert (said["quote_books"], said["quote_movement"]) == (1, 0)
    assert said["quote_spread"] is None


@pytest.mark.parametrize("later", [timedelta(0), timedelta(microseconds=1), timedelta(hours=4)])
def test_no_quote_observed_at_or_after_placement_changes_a_feature(later: timedelta) -> None:
    unknown = [
        *market("Pinnacle", 1.5, 4.5, 7.0, seen=PLACED + later),
        *market("Unibet", 1.4, 5, 8, seen=PLACED + later),
    ]
    assert features([*OTHERS, *unknown]) == features(OTHERS)


def test_the_bets_own_book_is_never_among_the_others() -> None:
    assert features([*OTHERS, *market("Bwin", 1.5, 4.5, 7.0)]) == features(OTHERS)
    assert features(market("Bwin", 2.1, 3.5, 3.9)) == NOTHING


def test_missing_is_missing_and_never_zero() -> None:
    assert features([{"sportsbook": "Pinnacle", "odds": 2.0, "observed_at": BEFORE}]) == NOTHING
    assert features(OTHERS, home="Leeds", away="Burnley") == NOTHING


def test_a_book_that_vanished_two_weeks_ago_says_nothing_any_more() -> None:
    gone = market("Unibet", 1.5, 4.5, 7.0, seen=PLACED - timedelta(days=14, hours=1))
    assert features([*OTHERS, *gone]) == features(OTHERS)
    assert features(gone) == NOTHING
    lately = market("Unibet", 1.5, 4.5, 7.0, seen=PLACED - timedelta(days=13))
    assert features([*OTHERS, *lately])["quote_books"] == 3


def test_live_quotes_are_another_market() -> None:
    live = market("Pinnacle", 1.2, 6.0, 12.0, seen=KICK_OFF + timedelta(minutes=10))
    bet = {"placed_at": KICK_OFF + timedelta(minutes=20), "live": True}
    assert features([*OTHERS, *live], **bet) == features(OTHERS, **bet)


def test_two_way_prices_are_not_held_against_three_way_ones() -> None:
    two_way = [row for row in market("Betfair", 1.5, 9.0, 2.6) if row["side"] != "draw"]
    assert features([*OTHERS, *two_way]) == features(OTHERS) | {
        "quote_best": features([*OTHERS, *two_way])["quote_best"]
    }


def test_a_palpable_error_is_no_opinion() -> None:
    three = [*OTHERS, *market("Unibet", 2.02, 3.5, 3.9)]
    wrong = market("Betway", 20.0, 3.5, 1.2)
    assert features([*three, *wrong])["quote_consensus"] == pytest.approx(features(three)["quote_consensus"])


def test_movement_is_since_a_book_was_first_seen() -> None:
    earlier = market("Pinnacle", 2.4, 3.4, 3.2, seen=BEFORE - timedelta(hours=10))
    moved = features([*earlier, *market("Pinnacle", 2.0, 3.5, 4.0)])["quote_movement"]
    assert moved is not None
    assert moved > 0.2


def test_a_sharp_book_counts_more_once_it_has_foretold_closes_and_not_before() -> None:
    days = [timedelta(days=7 * week) for week in range(80)]
    rng = np.random.default_rng(3)
    quotes, bets = [], []
    for number, later in enumerate(days):
        start = KICK_OFF + later
        at = {"event_start": start, "seen": BEFORE + later}
        quotes += market("Pinnacle", 2.0, 3.5, 4.0, **at) + market(
            "Bet365", float(rng.uniform(1.8, 2.25)), 3.5, 4.0, **at
        )
        bets.append(
            {
                "bet_id": str(number),
                "placed_at": PLACED + later,
                "settled_at": start + timedelta(hours=3),
                "closing_odds": 2.0,
            }
        )
    table = rows_at_once(make_bets(*bets), make_quotes(*quotes)).table
    sharp, plain = (table[name].to_numpy() for name in ("quote_sharp", "quote_consensus"))
    assert sharp[0] == pytest.approx(plain[0])
    pinnacle = features(market("Pinnacle", 2.0, 3.5, 4.0))["quote_consensus"]
    assert pinnacle is not None
    assert abs(sharp[-1] - pinnacle) < abs(plain[-1] - pinnacle)


def test_a_missing_close_is_filled_from_the_own_books_last_price_after_the_bet_and_before_the_start() -> None:
    own = [
        *market("Bwin", 2.1, 3.5, 3.8),
        *market("Bwin", 1.95, 3.6, 4.1, seen=KICK_OFF - timedelta(minutes=10)),
        *market("Bwin", 1.1, 9.0, 20.0, seen=KICK_OFF + timedelta(minutes=10)),
    ]
    bets = make_bets({}, {"closing_odds": 2.0})
    assert rows_at_once(bets, make_quotes(*own)).table[FILLED].to_pylist() == [1.95, None]
    assert rows_at_once(bets, make_quotes(*own[:3])).table[FILLED].to_pylist() == [None, None]


def test_bets_without_any_quote_have_rows_all_the_same() -> None:
    rows = rows_at_once(make_bets({}, {}), make_quotes())
    assert rows.table.num_rows == 2
    assert rows.opinions == 0
    assert isinstance(rows.table, pa.Table)
