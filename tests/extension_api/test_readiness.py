"""What watches the service gets a true answer soon, and costs the others nothing."""

import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.kept import Kept
from pikkit.settings import Settings
from tests.extension_api.service import app_of
from tests.servers import Running, running
from tests.trained import process_environment

AWAY = "http://127.0.0.1:1"
API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", AWAY]
SEEN = {"sportsbook": "DraftKings", "odds": 1.91}


def test_however_often_it_is_asked_it_looks_now_and_then() -> None:
    looks: list[float] = []
    kept = Kept(lambda: looks.append(time.monotonic()), seconds=0.3)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        kept.get()
    assert 2 <= len(looks) <= 5


def test_who_asks_while_somebody_looks_gets_what_is_known() -> None:
    begun, go_on, first = threading.Event(), threading.Event(), [True]

    def look() -> str:
        if first:
            first.pop()
            return "old"
        begun.set()
        go_on.wait(20)
        return "new"

    kept = Kept(look, seconds=0.0)
    assert kept.get() == "old"
    thread = threading.Thread(target=kept.get)
    thread.start()
    begun.wait(20)
    assert kept.get() == "old"
    go_on.set()
    thread.join()


def test_nobody_waits_for_a_look_made_behind_those_who_ask() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def look() -> str:
        go_on.wait(20)
        ended.set()
        return "seen"

    kept = Kept(look, seconds=60.0, at_first="nobody has looked")
    assert [kept.get() for _ in range(3)] == ["nobody has looked"] * 3
    go_on.set()
    ended.wait(20)
    end = time.monotonic() + 20
    while kept.get() != "seen":
        assert time.monotonic() < end


def test_ready_is_counted_and_health_is_not(home: Path) -> None:
    with app_of(Settings(home=home, predictor_url=AWAY, api_rate_limit="5/minute")) as app:
        client = app.test_client()
        assert [client.get("/ready").status_code for _ in range(6)] == [503] * 5 + [429]
        assert {client.get("/health").status_code for _ in range(20)} == {200}


def test_a_flood_of_questions_looks_at_nothing_more_often(home: Path) -> None:
    with app_of(Settings(home=home, predictor_url=AWAY, api_rate_limit="100000/minute")) as app:
        client, looks = app.test_client(), []
        predictor = held_by(app).predictor
        real = predictor.state
        predictor.state = lambda: looks.append(1) or real()  # type: ignore[method-assign,func-returns-value]
        begun = time.monotonic()
        for _ in range(200):
            client.get("/ready")
        assert len(looks) <= 1 + (time.monotonic() - begun) / 2


@contextmanager
def flood(url: str, body: dict[str, object], threads: int = 12) -> Iterator[None]:
    """Clients that capture and wait."""
    stop = threading.Event()

    def capture(number: int) -> None:
        with httpx.Client(trust_env=False, timeout=60) as http:
            count = 0
            while not stop.is_set():
                http.post(f"{url}/v1/opportunities", json={**body, "client_key": f"{number}.{count}"})
                count += 1

    workers = [threading.Thread(target=capture, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    yield
    stop.set()
    for worker in workers:
        worker.join()


def environment(home: Path) -> dict[str, str]:
    return process_environment(home) | {"PIKKIT_API_RATE_LIMIT": "1000000/minute", "PIKKIT_API_THREADS": "4"}


def get(api: Running, path: str) -> httpx.Response:
    return httpx.get(api.url + path, trust_env=False, timeout=60)


@pytest.mark.xdist_group("api")
def test_health_answers_at_once_while_every_thread_waits_for_a_locked_outbox(home: Path) -> None:
    """Its answers come from threads of their own: while others wait five seconds each, it takes no such time."""
    with running(API, environment(home)) as api:
        assert httpx.post(f"{api.url}/v1/opportunities", json={**SEEN, "client_key": "a"}, timeout=60).is_success
        with flood(api.url, SEEN):
            lock = sqlite3.connect(home / "outbox.db", isolation_level=None)
            lock.execute("BEGIN IMMEDIATE")
            time.sleep(1)
            begun = time.monotonic()
            statuses = {get(api, "/health").status_code for _ in range(10)}
            seconds = (time.monotonic() - begun) / 10
            lock.execute("ROLLBACK")
            lock.close()
        assert statuses == {200}
        assert seconds < 1


@contextmanager
def no_room(api: Running) -> Iterator[None]:
    """Let no file of a running server grow."""
    pids = [process.pid for process in psutil.Process(api.process.pid).children()]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def outbox_of(api: Running) -> dict[str, object]:
    parts: list[dict[str, object]] = get(api, "/ready").json()["parts"]
    return next(part for part in parts if part["name"] == "outbox")


def wait_for_ready(api: Running, wanted: bool) -> dict[str, object]:
    end = time.monotonic() + 60
    while (part := outbox_of(api))["ready"] is not wanted:
        assert time.monotonic() < end, part
        time.sleep(0.1)
    return part


PAGES = ["/", "/bets", "/bets.csv", "/performance", "/imports", "/bankroll", "/v1/me", "/v1/bets", "/v1/performance"]


@pytest.mark.xdist_group("api")
def test_on_a_full_disk_ready_and_every_page_say_so_until_there_is_room(home: Path) -> None:
    with running(API, environment(home)) as api:
        assert outbox_of(api)["ready"] is True
        assert get(api, "/opportunities").status_code == 200
        with no_room(api):
            assert "disk is full" in str(wait_for_ready(api, wanted=False)["detail"])
            assert "disk is full" in get(api, "/opportunities").text
            assert get(api, "/health").status_code == 200
            assert {get(api, page).status_code for page in PAGES} <= {200, 503}
        wait_for_ready(api, wanted=True)
        assert "disk is full" not in get(api, "/opportunities").text
