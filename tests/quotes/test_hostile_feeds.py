"""A feed that lies: it costs its own sport a sentence, nothing it leads to is called, and the next fetch goes on."""

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.quotes.fetch import fetch_quotes
from pikkit.quotes.read import read_quotes
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.settings import Settings
from tests.outbox.test_hostile_webhooks import forever, receiver
from tests.quotes.odds_api_server import KEY, OddsApi, events_now, odds_api

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MOST_BYTES = 1 << 20


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is bounded ends soon, and no proxy stands before this machine."""
    monkeypatch.setattr("pikkit.quotes.fetch._SECONDS", 1.0)
    monkeypatch.setattr("pikkit.quotes.fetch._MOST_BYTES", MOST_BYTES)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store(home: Path) -> Iterator[QuoteStore]:
    store = open_quote_store(Settings(home=home))
    yield store
    store.close()


def asking(home: Path, url: str) -> Settings:
    return Settings(home=home, quotes_url=url, quotes_key=KEY, quotes_sports="soccer_epl")


PACKED = gzip.compress(b" " * (64 << 20))
BYTES = {
    "drips": forever(b" ", OK + b"\r\n["),
    "drips its head": forever(b"X: y\r\n", OK),
    "never ends": forever(b" " * 65536, OK + b"\r\n[", pause=0.0),
    "says that it is larger": forever(b"", OK + b"Content-Length: 9999999999999\r\n\r\n["),
    "is packed and 64 MB": lambda connection: connection.sendall(
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED
    ),
    "is no HTTP": lambda connection: connection.sendall(b"\x16\x03\x01" * 100),
    "says nothing": forever(b""),
}


@pytest.mark.parametrize("answer", BYTES.values(), ids=BYTES)
def test_an_answer_without_end_is_a_sentence_and_no_memory(home: Path, store: QuoteStore, answer: Any) -> None:
    with receiver(answer) as url:
        tracemalloc.start()
        try:
            with pytest.raises(InputError, match="soccer_epl was not fetched") as caught:
                fetch_quotes(asking(home, url.removesuffix("/hook")), store)
            assert tracemalloc.get_traced_memory()[1] < 16 * MOST_BYTES
        finally:
            tracemalloc.stop()
    assert KEY not in str(caught.value)


def test_a_redirect_is_not_followed(home: Path, store: QuoteStore) -> None:
    with odds_api() as inner, odds_api() as outer:
        outer.instead.extend([(302, "", {"Location": f"{inner.url}/v4/sports/soccer_epl/odds?apiKey={KEY}"})])
        with pytest.raises(InputError, match="302"):
            fetch_quotes(asking(home, outer.url), store)
    assert inner.asked == []


def event(**changes: Any) -> str:
    return json.dumps([one | changes for one in events_now()])


def priced(price: object) -> str:
    changed = events_now()
    changed[0]["bookmakers"][0]["markets"][0]["outcomes"][0]["price"] = price
    return json.dumps(changed)


TEXTS: dict[str, Callable[[], str]] = {
    "nested 100,000 deep": lambda: "[" * 100_000,
    "a market of 100,000 halves": lambda: event().replace('"h2h"', f'"h2h{"_h1" * 20_000}"'),
    "a price of 400 digits": lambda: priced(10**400),
    "a price that is no number": lambda: priced(float("nan")),
    "half of a character": lambda: event(home_team="Leeds\ud800"),
    "the calendar's first moment": lambda: event(commence_time="0001-01-01T00:00:00+14:00"),
    "the calendar's last moment": lambda: event(commence_time="9999-12-31T23:59:59-14:00"),
    "a team of 900,000 letters": lambda: event(home_team="A" * 900_000),
    "a null byte": lambda: event(home_team="Leeds\0United"),
    "lists where texts are": lambda: event(home_team=["Leeds"], sport_title={}),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_no_feed_says_stops_neither_this_fetch_nor_the_next(
    home: Path, store: QuoteStore, text: Callable[[], str]
) -> None:
    with odds_api() as api:
        settings = asking(home, api.url).model_copy(update={"quotes_sports": "soccer_epl,basketball_nba"})
        api.instead.append((200, text(), {}))
        assert "basketball_nba" in fetch_quotes(settings, store).sports
        assert fetch_quotes(settings, store).problems == ()
    names = [name for column in ("home", "sportsbook", "market") for name in store.read()[column].to_pylist()]
    assert names
    assert max(map(len, names)) <= 500


@pytest.mark.parametrize("said", ["²", "9" * 400, "-1", "1e9", "inf", "nan", "", " "])
@pytest.mark.parametrize("name", ["x-requests-remaining", "Retry-After"])
def test_headers_that_are_no_number_are_passed_over(
    home: Path, store: QuoteStore, said: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pikkit.quotes.fetch._LONGEST_PAUSE", 0.0)
    monkeypatch.setattr("pikkit.quotes.fetch._ATTEMPTS", 1)
    with odds_api() as api:
        api.instead.append((429 if name == "Retry-After" else 200, event(), {name: said}))
        settings = asking(home, api.url).model_copy(update={"quotes_sports": "soccer_epl,basketball_nba"})
        assert "basketball_nba" in fetch_quotes(settings, store).sports


def test_a_text_of_a_megabyte_said_once_is_none_a_row(tmp_path: Path) -> None:
    rows = 20_000
    names = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["A" * 1_000_000]))
    said = {
        "observed_at": "2026-01-01T00:00:00Z",
        "event_start": "2026-01-02T00:00:00Z",
        "away": "B",
        "sport": "Soccer",
    }
    said |= {"sport": "Soccer", "market": "moneyline", "selection": "B", "sportsbook": "x"}
    table = pa.table({name: [value] * rows for name, value in said.items()} | {"home": names, "odds": [2.0] * rows})
    pq.write_table(table, tmp_path / "quotes.parquet")
    before = pa.default_memory_pool().max_memory()
    read = read_quotes(tmp_path / "quotes.parquet")
    assert (read.quotes.num_rows, read.rejects.num_rows) == (0, rows)
    assert pa.default_memory_pool().max_memory() - before < 512 << 20


def test_the_feed_can_be_any_server(home: Path, store: QuoteStore, api: OddsApi) -> None:
    assert fetch_quotes(asking(home, f"{api.url}/"), store).sports == ("soccer_epl",)


@pytest.fixture
def api() -> Iterator[OddsApi]:
    with odds_api() as api:
        yield api
