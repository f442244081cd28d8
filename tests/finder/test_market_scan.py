"""What a scan finds, and that it never builds on prices which cannot be taken."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.finder.arbitrages import equal_payout
from pikkit.finder.market_scan import Scan, ScanRules, scan
from tests.quotes.quote_tables import KICK_OFF, make_quotes

NOW = KICK_OFF - timedelta(hours=3)
SEEN = NOW - timedelta(minutes=5)
prices = st.floats(1.05, 20)


def market(book: str, *odds: float | None, **more: Any) -> list[dict[str, Any]]:
    """Home, away and, with three prices, the draw of one book."""
    sides = zip(("home", "away", "draw"), odds, strict=False)
    said = {"sportsbook": book, "observed_at": SEEN}
    return [said | more | {"side": side, "odds": price} for side, price in sides if price is not None]


def line(book: str, line: float, over: float, under: float, **more: Any) -> list[dict[str, Any]]:
    """A total."""
    said = {"sportsbook": book, "market": "total", "line": line, "observed_at": SEEN} | more
    return [said | {"side": "over", "odds": over}, said | {"side": "under", "odds": under}]


def spread(book: str, home: float, *odds: float) -> list[dict[str, Any]]:
    said = {"sportsbook": book, "market": "spread", "observed_at": SEEN}
    return [
        said | {"side": "home", "line": home, "odds": odds[0]},
        said | {"side": "away", "line": -home, "odds": odds[1]},
    ]


def found(*quotes: dict[str, Any], **rules: Any) -> Scan:
    return scan(make_quotes(*quotes), ScanRules(**rules), NOW)


SURE = [*market("Bwin", 2.2, 1.8), *market("Pinnacle", 1.8, 2.2)]
FAIR = [*market("Pinnacle", 2.0, 3.9, 3.6), *market("Bet365", 2.0, 3.8, 3.5), *market("Unibet", 1.98, 3.9, 3.5)]


@given(st.lists(prices, min_size=2, max_size=3))
def test_stakes_pay_the_same_whichever_side_wins(odds: list[float]) -> None:
    shares = equal_payout(odds)
    assert sum(shares) == pytest.approx(1)
    assert np.ptp(np.multiply(shares, odds)) < 1e-9


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(prices, prices), min_size=1, max_size=4))
def test_an_arbitrage_pays_more_than_it_costs_at_prices_that_are_on_offer(books: list[tuple[float, float]]) -> None:
    quotes = [row for number, odds in enumerate(books) for row in market(f"Book {number}", *odds)]
    for one in found(*quotes).arbitrages:
        assert len({leg.sportsbook for leg in one.legs}) == 2
        assert sum(leg.stake for leg in one.legs) == pytest.approx(1)
        assert one.profit > 0
        for leg in one.legs:
            assert leg.stake * leg.odds - 1 == pytest.approx(one.profit)
            side = {"home": 0, "away": 1}[leg.side]
            assert leg.odds == books[int(leg.sportsbook.removeprefix("Book "))][side]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(prices, prices, prices), min_size=2, max_size=5))
def test_ev_has_the_sign_of_the_price_over_the_fair_odds(books: list[tuple[float, float, float]]) -> None:
    quotes = [row for number, odds in enumerate(books) for row in market(f"Book {number}", *odds)]
    for one in found(*quotes, min_ev=-1.0, min_books=1).opportunities:
        assert (one.ev > 0) == (one.odds > one.fair_odds)
        assert (one.stake > 0) == (one.ev > 0)
        assert one.ev_low < one.ev < one.ev_high
        assert one.ev_low > -1


def test_a_sure_win_is_found() -> None:
    (one,) = found(*SURE).arbitrages
    assert one.profit == pytest.approx(0.1)
    assert {(leg.side, leg.sportsbook) for leg in one.legs} == {("home", "Bwin"), ("away", "Pinnacle")}
    assert one.age_minutes == 5


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (market("Bwin", 2.2, 1.8, observed_at=NOW - timedelta(hours=7)), "stale"),
        (market("Bwin", 2.2, None), "a side is missing"),
        ([*market("Bwin", 2.2, 1.8), *line("Bwin", 2.5, 1.9, 1.9, observed_at=SEEN + timedelta(minutes=5))], None),
        (
            [
                *market("Bwin", 2.2, 1.8, observed_at=SEEN - timedelta(hours=1)),
                *line("Bwin", 2.5, 1.9, 1.9),
            ],
            "withdrawn",
        ),
        (market("Bwin", 12.0, 1.01), "palpable"),
        (market("Bwin", 22.0, 1.8), "adds up to no book"),
    ],
    ids=["stale", "one side", "seen as late as others", "suspended", "palpable", "point in the wrong place"],
)
def test_no_arbitrage_of_prices_that_cannot_be_taken(wrong: list[dict[str, Any]], reason: str | None) -> None:
    done = found(*market("Pinnacle", 1.8, 2.2), *wrong)
    assert (not done.arbitrages) == (reason is not None)
    assert reason is None or reason in done.left_out


def test_a_price_after_now_or_of_an_event_that_has_begun_is_nothing() -> None:
    later = market("Bwin", 2.2, 1.8, observed_at=NOW + timedelta(minutes=1))
    assert not found(*market("Pinnacle", 1.8, 2.2), *later).arbitrages
    assert not scan(make_quotes(*SURE), ScanRules(), KICK_OFF).arbitrages


def test_two_way_and_three_way_prices_never_make_an_arbitrage() -> None:
    three = market("Pinnacle", 2.6, 3.0, 3.4)
    two = market("Bwin", 1.5, 2.5)
    assert not found(*three, *two).arbitrages
    assert not found(*FAIR, *market("Bwin", 1.45, 2.7)).opportunities


def test_a_line_that_moved_is_not_on_offer_any_more() -> None:
    moved = line("Bwin", 2.5, 2.2, 1.7) + line(
        "Bwin", 3.5, 2.2, 1.7, observed_at=SEEN + timedelta(minutes=5, seconds=1)
    )
    other = line("Pinnacle", 2.5, 1.75, 2.15)
    done = scan(make_quotes(*moved, *other), ScanRules(), NOW + timedelta(minutes=10))
    assert done.left_out == {"withdrawn": 1}
    assert not done.arbitrages


def test_the_best_price_of_a_selection_is_told_once_beside_the_others() -> None:
    done = found(*FAIR, *market("Bwin", 2.2, 3.7, 3.4), *market("Betway", 2.15, 3.7, 3.4))
    (one,) = done.opportunities
    assert (one.sportsbook, one.side, one.odds, one.books) == ("Bwin", "home", 2.2, 4)
    assert 0.45 < one.chance < 0.51
    assert 0 < one.stake <= 0.05


def test_only_the_books_asked_for_are_bet_at_and_all_are_listened_to() -> None:
    quotes = [*FAIR, *market("Bwin", 2.2, 3.7, 3.4), *market("Betway", 2.15, 3.7, 3.4)]
    done = found(*quotes, books=["betway", "Nowhere"])
    assert [one.sportsbook for one in done.opportunities] == ["Betway"]
    assert done.opportunities[0].books == 4
    assert done.unknown_books == ["Nowhere"]
    assert not found(*SURE, books=["Bwin"]).arbitrages


def test_a_price_alone_is_no_opportunity() -> None:
    assert not found(*market("Bwin", 2.2, 3.7, 3.4)).opportunities
    assert not found(*market("Bwin", 2.2, 3.7, 3.4), *market("Pinnacle", 1.9, 4.0, 3.6)).opportunities


def test_a_middle_wins_twice_between_its_lines() -> None:
    totals = [*line("Bwin", 2.5, 1.95, 1.9), *line("Pinnacle", 3.5, 2.4, 1.62), *line("Unibet", 2.5, 1.85, 1.98)]
    (one,) = found(*totals, min_ev=-0.1).middles
    assert [(leg.side, leg.line, leg.sportsbook) for leg in one.legs] == [
        ("over", 2.5, "Bwin"),
        ("under", 3.5, "Pinnacle"),
    ]
    assert (one.low, one.high) == (2.5, 3.5)
    pays = {leg.stake * leg.odds for leg in one.legs}
    assert max(pays) - min(pays) < 1e-9
    assert one.ev == pytest.approx((1 + one.chance) * max(pays) - 1)
    assert one.cost == pytest.approx(1 - max(pays))


def test_a_middle_of_spreads_is_between_home_margins() -> None:
    (one,) = found(*spread("Bwin", -2.5, 2.0, 1.8), *spread("Pinnacle", -4.5, 2.35, 1.65), min_ev=-0.05).middles
    assert [(leg.side, leg.line, leg.sportsbook) for leg in one.legs] == [
        ("home", -2.5, "Bwin"),
        ("away", 4.5, "Pinnacle"),
    ]
    assert (one.low, one.high) == (2.5, 4.5)


def test_whole_and_quarter_lines_make_no_middles() -> None:
    assert not found(*line("Bwin", 2.0, 2.1, 1.8), *line("Pinnacle", 3.0, 2.4, 1.62), min_ev=-1.0).middles
    assert not found(*line("Bwin", 2.25, 2.1, 1.8), *line("Pinnacle", 3.25, 2.4, 1.62), min_ev=-1.0).middles


def test_an_empty_store_gives_an_empty_scan() -> None:
    done = found()
    assert (done.events, done.prices, done.opportunities, done.arbitrages, done.middles) == (0, 0, [], [], [])


def test_the_same_one_keeps_its_key_when_its_price_moves() -> None:
    first = found(*FAIR, *market("Bwin", 2.2, 3.7, 3.4)).opportunities[0]
    second = found(*FAIR, *market("Bwin", 2.25, 3.7, 3.4)).opportunities[0]
    other = found(*FAIR, *market("Betway", 2.2, 3.7, 3.4)).opportunities[0]
    assert first.key == second.key != other.key


def test_of_equal_prices_one_book_is_told_whatever_else_is_stored() -> None:
    """A webhook would be told of the same one anew if another book's quotes put the books in another order."""
    equal = [*market("Unibet", 2.2, 1.8), *market("Bwin", 2.2, 1.8), *market("Pinnacle", 1.8, 2.2)]
    other = market("Unibet", 1.5, 2.4, home="Leeds", away="Burnley")
    scans = [found(*quotes) for quotes in (equal, [*equal[2:], *equal[:2]], [*other, *equal])]
    assert [[leg.sportsbook for leg in scan.arbitrages[0].legs] for scan in scans] == [["Bwin", "Pinnacle"]] * 3
    assert len({one.key for scan in scans for one in scan.arbitrages}) == 1
    values = [found(*quotes, min_books=1).opportunities for quotes in (equal, equal[::-1])]
    assert [one.key for one in values[0]] == [one.key for one in values[1]]
