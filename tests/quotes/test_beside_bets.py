"""Reading bets' quotes part by part says what reading them at once says, and reads no more than a part needs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.beside_bets import AROUND, AT_ONCE, beside_bets
from pikkit.quotes.rows import FILLED, quote_rows
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.settings import Settings
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.rows_at_once import rows_at_once
from tests.quotes.test_leakage import BEFORE, PLACED, market
from tests.quotes.test_matching import make_bets

GAMES = [timedelta(days=day) for day in (500, 3, 0, 200, 121, 119, 6)]
"""Not in order, on both sides of where parts end."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[QuoteStore]:
    opened = open_quote_store(Settings(home=tmp_path))
    rows = []
    for number, later in enumerate(GAMES):
        at = {"event_start": KICK_OFF + later}
        rows += market("Pinnacle", 2.0 + number / 100, 3.5, 4.0, seen=BEFORE + later, **at)
        rows += market("Bet365" if number % 2 else "Unibet", 2.1, 3.4, 3.9, seen=BEFORE + later, **at)
        rows += market("Bwin", 1.9, 3.6, 4.2, seen=KICK_OFF + later - timedelta(minutes=5), **at)
    opened.append(make_quotes(*rows))
    yield opened
    opened.close()


BETS = make_bets(
    *({"placed_at": PLACED + later, "settled_at": KICK_OFF + later + timedelta(hours=3)} for later in GAMES),
    {"home": "Leeds"},
)


def test_every_bet_has_the_features_and_the_close_it_has_when_all_is_read_at_once(store: QuoteStore) -> None:
    parts, whole = quote_rows(BETS, beside_bets(BETS, store)), rows_at_once(BETS, store.read())
    assert parts.table["bet_id"].equals(BETS["bet_id"])
    for name in (*QUOTE_NAMES, FILLED):
        assert parts.table[name].to_pylist() == pytest.approx(whole.table[name].to_pylist(), nan_ok=True), name
    assert parts.table[FILLED].null_count == 1
    assert parts.matched.tolist() == whole.matched.tolist() == [True] * len(GAMES) + [False]
    assert (list(parts.reasons), parts.opinions) == (list(whole.reasons), whole.opinions)
    assert parts.opinions == len(GAMES)


def test_parts_are_of_bounded_time_and_hold_every_bet_once(store: QuoteStore) -> None:
    parts = list(beside_bets(BETS, store))
    assert len(parts) == 3
    assert sorted(row for part in parts for row in part.rows.tolist()) == list(range(BETS.num_rows))
    for part in parts:
        placed, starts = (part.bets["placed_at"].to_pylist(), part.quotes.selections["event_start"].to_pylist())
        assert max(placed) - min(placed) < timedelta(microseconds=AT_ONCE)
        assert all(min(placed) - AROUND <= start < max(placed) + AROUND for start in starts)


def test_no_bets_need_no_quotes(store: QuoteStore) -> None:
    assert list(beside_bets(BETS.slice(0, 0), store)) == []
    assert quote_rows(BETS.slice(0, 0), []).table.num_rows == 0
