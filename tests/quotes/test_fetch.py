"""Fetching within a quota, from a server that speaks The Odds API's version 4; the key is told to nobody."""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kfp.dsl import Markdown, Metrics

from pikkit.base.errors import InputError
from pikkit.components.fetch_quotes.component import fetch_quotes as fetch_component
from pikkit.quotes.fetch import Fetched, fetch_quotes
from pikkit.quotes.fetch_round import NAME
from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.settings import Settings
from tests.quotes.odds_api_server import KEY, OddsApi, events_now, odds_api

pytestmark = pytest.mark.usefixtures("_direct")


@pytest.fixture
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy stands before this machine."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def api() -> Iterator[OddsApi]:
    with odds_api() as api:
        yield api


@pytest.fixture
def settings(home: Path, api: OddsApi) -> Settings:
    sports = "soccer_epl, basketball_nba"
    return Settings(home=home, quotes_url=api.url, quotes_key=KEY, quotes_sports=sports, quotes_reserve=10)


@pytest.fixture
def store(settings: Settings) -> Iterator[QuoteStore]:
    store = open_quote_store(settings)
    yield store
    store.close()


def test_each_sport_is_asked_for_once_and_stored(settings: Settings, api: OddsApi, store: QuoteStore) -> None:
    done = fetch_quotes(settings, store)
    assert (done.sports, done.remaining, done.problems) == (("soccer_epl", "basketball_nba"), 98, ())
    assert [path for path, _ in api.asked] == [f"/v4/sports/{sport}/odds" for sport in done.sports]
    assert api.asked[0][1]["oddsFormat"] == ["decimal"]
    assert done.stored == store.count() > 0
    assert [file.name for file in settings.quotes_inbox.iterdir()] == [NAME]


def test_the_pipelines_step_fetches_and_looks_at_what_is_stored(
    settings: Settings, api: OddsApi, tmp_path: Path
) -> None:
    given = {"home": str(settings.home), "quotes_url": api.url, "quotes_sports": "soccer_epl", "quotes_reserve": 10}
    metrics, summary = Metrics(), Markdown(uri=str(tmp_path / "summary.md"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIKKIT_QUOTES_KEY", KEY)
        fetch_component.python_func(metrics, summary, json.dumps(given))
    assert (metrics.metadata["sports"], metrics.metadata["problems"], metrics.metadata["faults"]) == (1, 0, 0)
    assert metrics.metadata["upcoming"] == metrics.metadata["stored"] > 0
    assert "nothing is wrong" in Path(summary.path).read_text()


def test_what_is_kept_of_the_quota_is_not_asked_for(settings: Settings, api: OddsApi, store: QuoteStore) -> None:
    api.remaining = 11
    done = fetch_quotes(settings, store)
    assert (done.sports, done.remaining, len(api.asked)) == (("soccer_epl",), 10, 1)
    assert done.problems == ("basketball_nba was not fetched: 10 requests are left and 10 are kept.",)


def test_a_quota_that_is_used_up_ends_the_asking(settings: Settings, api: OddsApi, store: QuoteStore) -> None:
    api.remaining = 0
    with pytest.raises(InputError, match="OUT_OF_USAGE_CREDITS"):
        fetch_quotes(settings, store)
    assert len(api.asked) == 1


def test_a_wrong_key_is_a_sentence_without_it(
    settings: Settings, api: OddsApi, store: QuoteStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = settings.model_copy(update={"quotes_key": Settings(quotes_key=f"{KEY}x").quotes_key})
    with pytest.raises(InputError, match="INVALID_KEY") as caught:
        fetch_quotes(wrong, store)
    assert KEY not in str(caught.value)
    assert KEY not in caplog.text
    assert len(api.asked) == 1


def test_the_key_is_in_no_log_and_no_problem(
    settings: Settings, api: OddsApi, store: QuoteStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fetch_quotes(settings, store)
    gone = settings.model_copy(update={"quotes_url": "http://127.0.0.1:1"})
    with pytest.raises(InputError, match="was not fetched") as caught:
        fetch_quotes(gone, store)
    assert KEY not in caplog.text + str(caught.value) + repr(settings)
    assert api.asked[0][1]["apiKey"] == [KEY]


def test_asking_too_fast_is_waited_for(settings: Settings, api: OddsApi, store: QuoteStore) -> None:
    said = json.dumps({"message": "Requests are too frequent.", "error_code": "EXCEEDED_FREQ_LIMIT"})
    api.instead.extend([(429, said, {"Retry-After": "0"})] * 2)
    assert fetch_quotes(settings, store).sports == ("soccer_epl", "basketball_nba")
    api.instead.extend([(429, said, {"Retry-After": "0"})] * 4)
    done = fetch_quotes(settings, store)
    assert done.sports == ("basketball_nba",)
    assert "EXCEEDED_FREQ_LIMIT" in done.problems[0]


@pytest.mark.parametrize(
    "body",
    [json.dumps(events_now())[:-40], '{"odds": []}', '[{"bookmakers": [7]}]', "<html>"],
    ids=["cut short", "another shape", "books that are none", "no JSON"],
)
def test_an_answer_that_cannot_be_read_is_kept_aside_and_the_others_are_stored(
    settings: Settings, api: OddsApi, store: QuoteStore, body: str
) -> None:
    api.instead.append((200, body, {"x-requests-remaining": "99"}))
    done = fetch_quotes(settings, store)
    assert done.sports == ("basketball_nba",)
    assert "soccer_epl was fetched and cannot be read" in done.problems[0]
    (kept,) = (file for file in settings.quotes_inbox.iterdir() if file.name != NAME)
    assert kept.read_text() == body
    again = fetch_quotes(settings, store)
    assert again.problems == ()


def test_an_error_of_the_server_leaves_the_others(settings: Settings, api: OddsApi, store: QuoteStore) -> None:
    api.instead.append((503, "busy", {}))
    done = fetch_quotes(settings, store)
    assert (done.sports, done.problems) == (
        ("basketball_nba",),
        ("soccer_epl was not fetched: the API answered 503: no JSON.",),
    )


def test_what_was_paid_for_before_a_kill_is_stored_next_time(
    settings: Settings, api: OddsApi, store: QuoteStore
) -> None:
    settings.quotes_inbox.mkdir(parents=True)
    whole = json.dumps(events_now(home_team="Leeds", away_team="Burnley"))
    (settings.quotes_inbox / "soccer_epl-20260101T000000.json").write_text(whole)
    (settings.quotes_inbox / ".soccer_epl-20260101T000001.json").write_text(whole[:50])
    done: Fetched = fetch_quotes(settings, store)
    assert done.stored == store.count()
    assert "Leeds" in store.read()["home"].to_pylist()
    assert fetch_quotes(settings, store).problems == ()


KILLED = """
import sys
from pikkit.quotes.fetch import fetch_quotes
from pikkit.quotes.store import open_quote_store
from pikkit.settings import Settings
home, url, key = sys.argv[1:]
settings = Settings(home=home, quotes_url=url, quotes_key=key, quotes_sports="soccer_epl,basketball_nba")
fetch_quotes(settings, open_quote_store(settings))
"""


def test_a_fetch_that_is_killed_goes_on_where_it_stopped(settings: Settings, api: OddsApi) -> None:
    api.silent_on = "basketball"
    asking = [sys.executable, "-c", KILLED, str(settings.home), api.url, KEY]
    with subprocess.Popen(asking) as process:
        while api.sports != ["soccer_epl", "basketball_nba"]:
            assert process.poll() is None
            time.sleep(0.05)
        process.kill()
    api.silent_on = ""
    api.silence.set()
    store = open_quote_store(settings)
    assert store.count() > 0
    assert fetch_quotes(settings, store).sports == ("basketball_nba",)
    assert fetch_quotes(settings, store).sports == ("soccer_epl", "basketball_nba")
    store.close()


def test_a_quota_too_small_for_all_sports_leaves_none_of_them_out_for_ever(
    settings: Settings, api: OddsApi, store: QuoteStore
) -> None:
    for sport in ("soccer_epl", "basketball_nba", "soccer_epl"):
        api.remaining = settings.quotes_reserve + 1
        assert fetch_quotes(settings, store).sports == (sport,)


def test_what_is_kept_of_the_quota_stays_however_often_a_schedule_fetches(
    settings: Settings, api: OddsApi, store: QuoteStore
) -> None:
    api.remaining = settings.quotes_reserve + 1
    fetch_quotes(settings, store)
    for _ in range(3):
        with pytest.raises(InputError, match="10 requests are left and 10 are kept"):
            fetch_quotes(settings, store)
    assert api.remaining == settings.quotes_reserve
    api.remaining = 500
    assert fetch_quotes(settings, store).sports == ("basketball_nba", "soccer_epl")


@pytest.mark.parametrize("said", ["", "{", "[]", '{"at": {"soccer_epl": "yesterday"}}', '{"remaining": "many"}'])
def test_a_memory_that_cannot_be_read_costs_only_the_order(
    settings: Settings, api: OddsApi, store: QuoteStore, said: str
) -> None:
    settings.quotes_inbox.mkdir(parents=True)
    (settings.quotes_inbox / NAME).write_text(said)
    assert fetch_quotes(settings, store).sports == ("soccer_epl", "basketball_nba")


def test_prices_of_the_future_by_the_clock_here_are_set_aside(
    settings: Settings, api: OddsApi, store: QuoteStore
) -> None:
    ahead = f"{datetime.now(UTC) + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"
    body = json.dumps(events_now())
    seen = json.loads(body)[0]["bookmakers"][0]["last_update"]
    api.instead.append((200, body.replace(seen, ahead), {}))
    one = settings.model_copy(update={"quotes_sports": "soccer_epl"})
    done = fetch_quotes(one, store)
    assert (done.stored, done.problems) == (0, ())
    (sentence,) = done.set_aside
    assert "soccer_epl, observed.future: 5. It was observed in the future by the clock here." in sentence


def test_without_a_key_or_sport_it_says_which_settings_it_needs(settings: Settings, store: QuoteStore) -> None:
    for update in ({"quotes_sports": ""}, {"quotes_key": Settings(quotes_key="").quotes_key}):
        with pytest.raises(InputError, match=r"quotes_key .* and quotes_sports"):
            fetch_quotes(settings.model_copy(update=update), store)
