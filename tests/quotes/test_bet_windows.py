"""Reading bets' quotes window by window says what reading them at once says, and reads no more than a window needs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from pikkit.base.sql_moments import datetime_of
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.bet_windows import WINDOW, windows_of
from pikkit.quotes.kept.kept_quotes import quotes_on
from pikkit.quotes.match.events import AROUND
from pikkit.quotes.rows import FILLED, quote_rows
from pikkit.quotes.store import QuoteStore
from tests.quotes.games_in_store import BETS, GAMES, store_with_games
from tests.quotes.rows_at_once import rows_at_once


@pytest.fixture
def store(tmp_path: Path) -> Iterator[QuoteStore]:
    opened = store_with_games(tmp_path)
    yield opened
    opened.close()


def test_every_bet_has_the_features_and_the_close_it_has_when_all_is_read_at_once(store: QuoteStore) -> None:
    parts, whole = quote_rows(BETS, quotes_on(BETS, store)), rows_at_once(BETS, store.read())
    assert parts.table["bet_id"].equals(BETS["bet_id"])
    for name in (*QUOTE_NAMES, FILLED):
        assert parts.table[name].to_pylist() == pytest.approx(whole.table[name].to_pylist(), nan_ok=True), name
    assert parts.table[FILLED].null_count == 1
    assert parts.matched.tolist() == whole.matched.tolist() == [True] * len(GAMES) + [False]
    assert (list(parts.reasons), parts.opinions) == (list(whole.reasons), whole.opinions)
    assert parts.opinions == len(GAMES)


def test_windows_hold_every_bet_once_and_all_quotes_that_can_be_about_it() -> None:
    placed = BETS["placed_at"].cast("int64").to_numpy()
    windows = list(windows_of(placed))
    assert len(windows) > 2
    assert sorted(row for window in windows for row in window.rows.tolist()) == list(range(BETS.num_rows))
    for window in windows:
        assert np.ptp(placed[window.rows]) < WINDOW
        first, last = (datetime_of(int(moment)) for moment in (placed[window.rows].min(), placed[window.rows].max()))
        around = timedelta(microseconds=AROUND)
        assert (window.span.start or first) <= first - around
        assert (window.span.end or last) > last + around


def test_no_bets_need_no_quotes(store: QuoteStore) -> None:
    none = BETS.slice(0, 0)
    assert list(windows_of(np.empty(0, dtype=np.int64))) == []
    assert quote_rows(none, quotes_on(none, store)).table.num_rows == 0
