"""What every store of quotes promises: nothing twice, nothing changed, opening and closing prices kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from pikkit.finder.price_board import price_board
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.store import QuoteStore, import_quotes, open_quote_store
from pikkit.quotes.store.contract import EVERYTHING, Span
from pikkit.quotes.store.layout import ends_of
from pikkit.settings import get_settings, settings_with
from tests.quotes.quote_tables import KICK_OFF, NOW, SEEN, make_quotes
from tests.store.conftest import gateway, postgres, postgres_url, project, supabase_url  # noqa: F401 (fixtures)

HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres", "supabase"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[QuoteStore]:
    """An empty store of quotes."""
    if request.param == "supabase":
        request.getfixturevalue("supabase_url")
        settings = get_settings()
    else:
        url = f"sqlite:///{tmp_path / 'q.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
        settings = settings_with({"store_url": url})
    opened = open_quote_store(settings)
    yield opened
    opened.close()


def test_what_is_read_is_what_was_stored(store: QuoteStore) -> None:
    total = {
        "market": "total",
        "side": "over",
        "line": 2.5,
        "observed_at": SEEN + timedelta(hours=1),
        "stake_limit": 500.0,
    }
    quotes = make_quotes({}, {"side": "draw", "odds": 3.4, "sportsbook": "Bwin"}, total)
    assert store.append(quotes) == 3
    read = store.read()
    assert read.schema.equals(quotes.schema)
    assert sorted(map(str, read.to_pylist())) == sorted(map(str, quotes.to_pylist()))


def test_what_matching_reads_are_the_same_quotes(store: QuoteStore) -> None:
    total = {"market": "total", "side": "over", "line": 2.5, "league": None, "event_start": KICK_OFF + HOUR}
    in_play = {"odds": 2.6, "observed_at": KICK_OFF + HOUR}
    store.append(make_quotes(total, {"sportsbook": "Bwin"}, {}, in_play, total | {"odds": 1.9}, {"odds": 2.2}))
    for span in (EVERYTHING, Span(end=KICK_OFF + HOUR), Span(start=KICK_OFF + HOUR / 2), Span(end=SEEN)):
        read, expected = store.read_coded(span), CodedQuotes.of(store.read(span))
        assert read.selections.equals(expected.selections)
        assert read.books == expected.books
        for name in ("selection", "book", "observed_at", "odds", "live"):
            np.testing.assert_array_equal(getattr(read, name), getattr(expected, name), name)


def test_the_same_again_is_there_once_and_another_price_beside_it(store: QuoteStore) -> None:
    store.append(make_quotes({}))
    assert store.append(make_quotes({}, {"odds": 2.2})) == 1
    assert store.count() == 2


def test_a_span_is_of_the_events_start(store: QuoteStore) -> None:
    store.append(make_quotes({}, {"event_start": KICK_OFF + timedelta(minutes=30)}))
    assert store.read(Span(end=KICK_OFF + timedelta(minutes=10)))["event_start"].to_pylist() == [KICK_OFF]
    assert store.read(Span(start=KICK_OFF + timedelta(minutes=10))).num_rows == 1
    assert store.read().num_rows == 2


def test_the_newest_quotes_tell_what_was_on_offer_since_a_moment_and_at_first(store: QuoteStore) -> None:
    hours = [{"observed_at": SEEN + timedelta(hours=h), "odds": 2 + h / 10} for h in range(6)]
    same_minute = {"observed_at": SEEN + timedelta(seconds=40), "odds": 2.05}
    two_prices = {"observed_at": SEEN + timedelta(hours=3), "odds": 9.0}
    store.append(make_quotes(*hours, same_minute, two_prices, {"sportsbook": "Bwin", "odds": 3.0}))
    everything, since = store.read(), SEEN + timedelta(hours=4)
    newest = store.newest(EVERYTHING, since)
    assert newest.schema.equals(everything.schema)
    assert sorted(newest["odds"].to_pylist()) == [2.0, 2.05, 2.3, 2.4, 2.5, 3.0, 9.0]
    assert sorted(map(str, newest.to_pylist())) == sorted(map(str, ends_of(everything, since).to_pylist()))
    assert store.newest(Span(start=KICK_OFF + timedelta(days=1)), since).num_rows == 0


def test_what_is_on_offer_is_the_same_by_the_newest_quotes_as_by_all(store: QuoteStore) -> None:
    drawn = np.random.default_rng(5)
    rows = [
        {
            "side": side,
            "sportsbook": book,
            "odds": float(drawn.integers(180, 420)) / 100,
            "observed_at": SEEN + timedelta(seconds=int(seconds)),
        }
        for book in ("Bwin", "Pinnacle", "Unibet")
        for seconds in np.unique(drawn.integers(0, 4 * 3600, 60))
        for side in drawn.permutation(["home", "draw", "away"])[: drawn.integers(1, 4)].tolist()
    ]
    store.append(make_quotes(*rows))
    since = SEEN + timedelta(hours=2)
    every, few = store.read(), store.newest(EVERYTHING, since)
    assert few.num_rows < every.num_rows
    for minutes in (2, 45, 120):
        now, long = since + timedelta(minutes=minutes), timedelta(hours=9)
        boards = [price_board(quotes, now, long) for quotes in (every, few)]
        for name in ("odds", "logits", "observed_at"):
            np.testing.assert_array_equal(*(getattr(board, name) for board in boards))
        assert boards[0].left_out == boards[1].left_out


def test_thinning_keeps_the_first_and_last_price_of_each_book(store: QuoteStore) -> None:
    hours = [{"observed_at": SEEN + timedelta(hours=h), "odds": 2 + h / 10} for h in range(5)]
    store.append(make_quotes(*hours, {"sportsbook": "Bwin"}))
    assert store.thin(KICK_OFF - timedelta(days=1)) == 0
    assert store.thin(KICK_OFF + timedelta(days=1)) == 3
    assert sorted(store.read()["odds"].to_pylist()) == [2.0, 2.1, 2.4]


def test_old_events_are_forgotten(store: QuoteStore) -> None:
    store.append(make_quotes({}, {"event_start": KICK_OFF + timedelta(days=3)}))
    assert store.forget(KICK_OFF + timedelta(days=1)) == 1
    assert store.read()["event_start"].to_pylist() == [KICK_OFF + timedelta(days=3)]


def test_an_import_counts_what_it_set_aside_and_goes_on(store: QuoteStore, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "a.json").write_text('[{"bookmakers": [')
    header = "observed_at,event_start,sport,home,away,market,selection,line,sportsbook,odds\n"
    row = f"{SEEN.isoformat()},{KICK_OFF.isoformat()},Soccer,Arsenal,Chelsea,moneyline,Arsenal,,Bwin,"
    (folder / "b.csv").write_text(header + row + "2.1\n" + row + "2.1\n" + row + "-110\n")
    done = import_quotes(folder, store, NOW)
    assert (done.rows, done.stored, done.known, done.quarantined) == (3, 1, 1, {"odds.format": 1})
    assert "a.json is no whole JSON document" in done.skipped["a.json"]
    assert import_quotes(folder, store, NOW).stored == 0


def test_every_change_draws_the_numbers_of_its_stretches_anew_and_no_others(store: QuoteStore) -> None:
    assert store.is_empty()
    assert not store.changes()
    later = {"event_start": KICK_OFF + timedelta(days=3)}
    hours = [{"observed_at": SEEN + timedelta(hours=hour)} for hour in range(3)]
    store.append(make_quotes(*hours, later))
    first = store.changes()
    assert len(first) == 2
    assert store.append(make_quotes(*hours, later)) == 0
    assert store.changes() == first
    store.append(make_quotes(later | {"odds": 2.5}))
    second = store.changes()
    early, late = sorted(first)
    assert (second[early], second[late] == first[late]) == (first[early], False)
    assert store.changes(Span(start=KICK_OFF + timedelta(days=2))) == {late: second[late]}
    assert store.thin(KICK_OFF + timedelta(days=1)) == 1
    third = store.changes()
    assert (third[early] == second[early], third[late]) == (False, second[late])
    assert store.thin(KICK_OFF + timedelta(days=1)) == 0
    assert store.changes() == third
    store.forget(KICK_OFF + timedelta(days=1))
    assert store.changes()[early] != third[early]
    assert not store.is_empty()
