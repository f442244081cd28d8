"""What is wrong with stored quotes is said: feeds that stand still, and prices that cannot be meant."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.base.sql_moments import microseconds_of
from pikkit.quality.quotes_sound import quotes_sound
from pikkit.quotes.as_of import opinions
from pikkit.quotes.feed_check import FeedFault, feed_faults
from pikkit.quotes.quote_snapshot import QuoteSnapshot
from pikkit.quotes.store import open_quote_store
from pikkit.quotes.stored_feed import StoredFeed, stored_feed
from pikkit.settings import Settings
from pikkit.settings.quality import BLOCK, QualityRules
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.test_leakage import market

NOW = KICK_OFF - timedelta(hours=5)
EARLIER, LATER = NOW - timedelta(hours=3), NOW - timedelta(minutes=5)


def faults(quotes: list[dict[str, Any]]) -> list[FeedFault]:
    return feed_faults(QuoteSnapshot.of(make_quotes(*quotes)), microseconds_of(NOW), timedelta(hours=6))


def feed(book: str, move: float, games: int = 12) -> list[dict[str, Any]]:
    """A book's prices on some games, seen twice; the home prices of the second time are moved."""
    rows: list[dict[str, Any]] = []
    for game in range(games):
        sides = {"home": f"Home {game}", "away": f"Away {game}", "league": None}
        rows += market(book, 2.0, 3.5, 4.0, seen=EARLIER, **sides)
        rows += market(book, 2.0 + move, 3.5, 4.0, seen=LATER, **sides)
    return rows


def test_a_sound_feed_has_no_faults() -> None:
    assert faults([*feed("Pinnacle", 0.05), *feed("Bet365", 0.02)]) == []
    assert faults([]) == []


def test_a_home_without_a_store_holds_no_quotes_and_gets_no_store_by_being_looked_at(tmp_path: Path) -> None:
    assert stored_feed(Settings(home=tmp_path)) == StoredFeed()
    assert list(tmp_path.iterdir()) == []


def test_the_gate_warns_of_stored_quotes_that_are_stale_and_may_be_told_to_block(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    now = datetime.now(UTC)
    store = open_quote_store(settings)
    old = {"observed_at": now - timedelta(hours=9), "event_start": now + timedelta(hours=9)}
    store.append(make_quotes(old, old | {"side": "away"}))
    store.close()
    feed = stored_feed(settings)
    assert [fault.kind for fault in feed.faults] == ["stale_feed"]
    warned = quotes_sound(pa.table({}), QualityRules(), feed)
    assert (warned.passed, warned.blocks, warned.observed) == (
        False,
        False,
        "No price was seen for 9 hours, at any book.",
    )
    assert quotes_sound(pa.table({}), QualityRules(quotes_sound=BLOCK), feed).blocks
    assert quotes_sound(pa.table({}), QualityRules(quotes_sound=BLOCK), StoredFeed()).passed


def test_a_feed_that_stopped_is_stale_as_a_whole() -> None:
    old = market("Pinnacle", 2.0, 3.5, 4.0, seen=NOW - timedelta(hours=9))
    (fault,) = faults([*old, *market("Bet365", 2.0, 3.5, 4.0, seen=NOW - timedelta(hours=8))])
    assert (fault.kind, fault.sentence) == ("stale_feed", "No price was seen for 8 hours, at any book.")


def test_a_book_that_vanished_is_named() -> None:
    old = market("Pinnacle", 2.0, 3.5, 4.0, seen=NOW - timedelta(hours=9))
    (fault,) = faults([*old, *market("Bet365", 2.0, 3.5, 4.0, seen=LATER)])
    assert (fault.kind, fault.sportsbook) == ("stale_book", "Pinnacle")


def test_a_book_that_stands_still_while_others_move_is_frozen() -> None:
    moving = [*feed("Pinnacle", 0.05), *feed("Unibet", 0.03)]
    (fault,) = faults([*moving, *feed("Bet365", 0.0)])
    assert (fault.kind, fault.sportsbook) == ("frozen_book", "Bet365")
    assert fault.sentence == "None of 12 markets of Bet365 moved; at the other books 100 % did."


def test_where_nothing_moves_anywhere_no_book_is_frozen() -> None:
    assert faults([*feed("Pinnacle", 0.0), *feed("Bet365", 0.0)]) == []


def test_a_price_format_that_changed_is_seen_by_what_the_prices_add_up_to() -> None:
    american = [row | {"odds": row["odds"] * 60} for row in feed("Bet365", 0.1)]
    assert ("price_format", "Bet365") in {(one.kind, one.sportsbook) for one in faults(american)}


@pytest.mark.parametrize(("odds", "told"), [((20.0, 3.5, 1.4), 1), ((2.1, 3.5, 3.8), 0)])
def test_a_palpable_error_is_told_once_there_are_others_to_tell_it_by(odds: tuple[float, ...], told: int) -> None:
    others = [row for book in ("Pinnacle", "Bet365", "Unibet") for row in market(book, 2.0, 3.5, 4.0, seen=LATER)]
    found = faults([*others, *market("Betway", *odds, seen=LATER)])
    assert [one.sportsbook for one in found if one.kind == "palpable_error"] == ["Betway"] * told


def test_a_point_in_the_wrong_place_is_a_palpable_error_though_its_prices_add_up_to_no_book() -> None:
    others = [row for book in ("Pinnacle", "Bet365") for row in market(book, 2.0, 3.5, 4.0, seen=LATER)]
    (fault,) = faults([*others, *market("Betway", 20.0, 3.5, 4.0, seen=LATER)])
    assert (fault.kind, fault.sportsbook) == ("palpable_error", "Betway")
    assert fault.sentence == "1 newest market of Betway: the prices add up to no book, where others' do."


def test_prices_of_two_ways_beside_three_are_no_mistake() -> None:
    others = [row for book in ("Pinnacle", "Bet365") for row in market(book, 2.0, 3.5, 4.0, seen=LATER)]
    without_draw = [row for row in market("Betway", 2.0, 3.5, 4.0, seen=LATER) if row["side"] != "draw"]
    assert faults([*others, *without_draw]) == []


def test_a_changed_price_format_is_told_once() -> None:
    american = [row | {"odds": row["odds"] * 60} for row in feed("Bet365", 0.1)]
    told = faults([*feed("Pinnacle", 0.1), *feed("Unibet", 0.1), *american])
    assert [(one.kind, one.sportsbook) for one in told] == [("price_format", "Bet365")]


def test_opinions_are_judged_by_the_median_of_those_that_are_known() -> None:
    rng = np.random.default_rng(1)
    logits = np.where(rng.uniform(size=(200, 7)) < 0.4, np.nan, rng.normal(0, 1, (200, 7)))
    for row, kept in zip(logits, opinions(logits), strict=True):
        known = row[~np.isnan(row)]
        middle = np.median(known) if len(known) >= 3 else np.nan
        expected = [value for value in known if not abs(value - middle) > 1]
        assert kept[~np.isnan(kept)].tolist() == expected
