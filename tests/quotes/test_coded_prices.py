"""Many prices of a SQLite file are read by a process of their own: the same ones, and nobody's lock goes."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.store import coded_prices, open_quote_store
from pikkit.quotes.store.sql import SqlQuotes
from pikkit.settings import settings_with
from pikkit.store.sqlite import sqlite_engine
from pikkit.store.sqlite_arrow.arrow_reading import ArrowReading, arrow_reading
from pikkit.store.transactions import transaction
from tests.quotes.quote_tables import SEEN, make_quotes

TAKE_THE_LOCK = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlQuotes]:
    """A store in a folder with a name that a URI must quote, where three quotes are many."""
    monkeypatch.setattr(coded_prices, "MANY", 3)
    (tmp_path / "a folder? 100%").mkdir()
    opened = open_quote_store(settings_with({"store_url": f"sqlite:///{tmp_path / 'a folder? 100%' / 'q.db'}"}))
    assert isinstance(opened, SqlQuotes)
    opened.append(
        make_quotes({}, {"odds": 1 + 10 / 11, "sportsbook": "Bwin"}, {"observed_at": SEEN + timedelta(hours=1)})
    )
    yield opened
    opened.close()


def same(store: SqlQuotes) -> bool:
    """Whether what matching reads is what the driver reads."""
    read, expected = store.read_coded(), CodedQuotes.of(store.read())
    columns = [(getattr(read, name), getattr(expected, name)) for name in ("odds", "observed_at", "selection", "book")]
    return read.books == expected.books and all(one.tolist() == other.tolist() for one, other in columns)


def test_they_are_the_same_to_the_last_bit_and_what_was_added_meanwhile_too(store: SqlQuotes) -> None:
    assert same(store)
    store.append(make_quotes({"side": "draw", "odds": 3.3}))
    assert same(store)
    assert len(store.read_coded()) == 4


def test_a_reading_process_that_is_gone_is_done_without_and_started_anew(
    store: SqlQuotes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.read_coded()
    monkeypatch.setattr("pikkit.store.sqlite_arrow.arrow_reading.READER", tmp_path / "missing.py")
    assert store._arrow is not None
    store._arrow.close()
    assert same(store)
    assert "missing.py" in caplog.text
    assert "more slowly" in caplog.text
    monkeypatch.undo()
    assert same(store)


def test_reading_leaves_a_writers_lock_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "q.db"
    engine = sqlite_engine(URL.create("sqlite", database=str(file)))
    reading = arrow_reading(engine)
    assert reading is not None
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x integer)")
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (7)")
        assert reading.rows("SELECT count(*) AS n FROM t").to_pylist() == [{"n": 0}]
        reading.close()
        other = [sys.executable, "-c", TAKE_THE_LOCK, str(file)]
        refused = subprocess.run(other, check=False, capture_output=True, text=True)
        assert "database is locked" in refused.stderr
    assert reading.rows("SELECT x FROM t").to_pylist() == [{"x": 7}]
    reading.close()
    engine.dispose()


def test_no_table_and_no_file_are_errors_and_make_none(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    for name in ("empty.db", "none.db"):
        with pytest.raises(OSError, match="gave no answer"):
            ArrowReading(tmp_path / name).rows("SELECT x FROM t")
    assert not (tmp_path / "none.db").exists()
