"""Every capture that was acknowledged is in the database exactly once, whatever happens on its way."""

import random
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from apiflask import APIFlask

from pikkit.base.errors import NotReadyError
from pikkit.extension_api.background import Background
from pikkit.settings import Settings
from pikkit.store.opening import open_records
from pikkit.store.serving_tables import opportunities
from tests.extension_api.service import app_of
from tests.servers import Running, running
from tests.store.postgres_server import PostgresServer
from tests.tcp_proxy import Proxy, proxy_to
from tests.trained import process_environment

SEEN = {"sportsbook": "DraftKings", "odds": 1.91, "sport": "Soccer"}
AWAY = "http://127.0.0.1:1"
API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", AWAY]
DEADLINE = 60.0
CLIENTS = 3
KILLS = 4
_REST = 0.02
"""Seconds between a client's captures: the moments count, not how many there are."""
pytestmark = [pytest.mark.xdist_group("never lost"), pytest.mark.timeout(240)]

Send = Callable[[str], int]
"""Captures under a key; the status, 0 if there was no answer."""


class Load:
    """Clients that capture until told to stop, again and again until it is acknowledged; they remember what was."""

    def __init__(self, make_sender: Callable[[], AbstractContextManager[Send]]) -> None:
        self.acknowledged: list[str] = []
        self.refused = 0
        self._make_sender = make_sender
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._capture, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Capture no more: from now on what was acknowledged is all there is."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def more(self, count: int = 10) -> None:
        """Wait until so many more were acknowledged."""
        goal = len(self.acknowledged) + count
        wait_for(lambda: len(self.acknowledged) >= goal)

    def _capture(self, number: int) -> None:
        count = 0
        with self._make_sender() as send:
            while not self._stop.is_set():
                key = f"{number}.{count}"
                status = send(key)
                if status in {200, 201}:
                    self.acknowledged.append(key)
                    count += 1
                else:
                    self.refused += status == 503
                self._stop.wait(_REST)


@contextmanager
def over_http(address: list[str]) -> Iterator[Send]:
    """A client of whatever server is last in the list."""
    with httpx.Client(trust_env=False, timeout=10) as http:

        def send(key: str) -> int:
            try:
                body = {**SEEN, "client_key": key}
                return http.post(f"{address[-1]}/v1/opportunities", json=body).status_code
            except httpx.HTTPError:
                return 0

        yield send


@contextmanager
def in_process(app: APIFlask) -> Iterator[Send]:
    client = app.test_client()
    yield lambda key: client.post("/v1/opportunities", json={**SEEN, "client_key": key}).status_code


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def arrived(settings: Settings) -> list[str]:
    with suppress(NotReadyError), open_records(settings) as records:
        return [str(row["client_key"]) for row in records.read(opportunities)]
    return []


def expect_all_once(load: Load, settings: Settings) -> None:
    load.end()
    wait_for(lambda: set(arrived(settings)) >= set(load.acknowledged))
    found = arrived(settings)
    assert len(found) == len(set(found))
    assert len(load.acknowledged) == len(set(load.acknowledged))


def environment(home: Path) -> dict[str, str]:
    return process_environment(home) | {"PIKKIT_API_RATE_LIMIT": "1000000/minute"}


def workers(api: Running) -> list[psutil.Process]:
    return list(psutil.Process(api.process.pid).children())


def test_killed_at_any_moment_it_loses_nothing(home: Path) -> None:
    moments, address = random.Random(7), ["http://127.0.0.1:1"]
    with Load(lambda: over_http(address)) as load:
        with suppress(RuntimeError), running(API, environment(home)) as api:  # it does not end as it should
            address.append(api.url)
            for _ in range(KILLS):
                load.more()
                time.sleep(moments.uniform(0, 0.1))  # somewhere in a request
                for worker in workers(api):
                    worker.kill()
            load.more()
            family = [*workers(api), psutil.Process(api.process.pid)]
            for process in reversed(family):
                process.kill()
        with running(API, environment(home)) as api:
            address.append(api.url)
            load.more()
            expect_all_once(load, Settings(home=home))


@contextmanager
def no_room(api: Running) -> Iterator[None]:
    """Let no file of a running server grow."""
    pids = [process.pid for process in workers(api)]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_with_a_full_disk_it_acknowledges_nothing_and_goes_on_when_there_is_room(home: Path) -> None:
    with running(API, environment(home)) as api, Load(lambda: over_http([api.url])) as load:
        load.more()
        with no_room(api):
            wait_for(lambda: load.refused > 3)
            before = len(load.acknowledged)
            refused = load.refused
            wait_for(lambda: load.refused > refused + 3)
            assert len(load.acknowledged) <= before + CLIENTS
        load.more()
        expect_all_once(load, Settings(home=home))


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """A Postgres of this file's own, which is stopped and started."""
    server = PostgresServer(durable=True)
    yield server
    server.remove()


@pytest.fixture
def proxy(postgres: PostgresServer) -> Iterator[Proxy]:
    with proxy_to(postgres.port) as proxy:
        yield proxy


@contextmanager
def delivering(settings: Settings) -> Iterator[Load]:
    """A service with what it does in the background, under load."""
    with app_of(settings) as app:
        background = Background(app).start()
        with Load(lambda: in_process(app)) as load:
            yield load
        background.stop()


def through(proxy: Proxy, postgres: PostgresServer, home: Path) -> tuple[Settings, Settings]:
    """Settings of a service that reaches its database through the proxy, and of a test that reaches it directly."""
    name = f"captures_{postgres.port}_{proxy.port}"
    direct = postgres.create(name)
    proxied = direct.replace(f":{postgres.port}/", f":{proxy.port}/") + "?connect_timeout=2"
    common = {"home": home, "predictor_url": AWAY, "api_rate_limit": "1000000/minute"}
    return Settings(**common, store_url=proxied), Settings(**common, store_url=direct)  # type: ignore[arg-type]


def test_a_database_that_is_away_gets_everything_when_it_is_back(
    postgres: PostgresServer, proxy: Proxy, home: Path
) -> None:
    service, direct = through(proxy, postgres, home)
    with delivering(service) as load:
        load.more()
        wait_for(lambda: len(arrived(direct)) > 0)
        postgres.stop()
        try:
            load.more(50)
        finally:
            postgres.start()
        load.more()
        expect_all_once(load, direct)


def test_a_database_that_is_slow_and_breaks_off_in_the_middle_gets_everything_once(
    postgres: PostgresServer, proxy: Proxy, home: Path
) -> None:
    service, direct = through(proxy, postgres, home)
    with delivering(service) as load:
        load.more()
        wait_for(lambda: len(arrived(direct)) > 0)
        proxy.delay = 0.02
        load.more(30)
        proxy.cut_after = 3000
        wait_for(lambda: proxy.cuts >= 3)
        proxy.cut_after, proxy.delay = None, 0.0
        proxy.hang_up()
        load.more()
        expect_all_once(load, direct)


def test_a_database_that_accepts_and_never_answers_holds_nobody_up_and_gets_everything(
    postgres: PostgresServer, proxy: Proxy, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pikkit.store.opening._RECORDS_SECONDS", 0.3)
    service, direct = through(proxy, postgres, home)
    with delivering(service) as load:
        load.more()
        wait_for(lambda: len(arrived(direct)) > 0)
        proxy.stalled = True
        load.more(50)
        with app_of(service) as app:
            assert app.test_client().get("/v1/opportunities").status_code == 503
        proxy.stalled = False
        load.more()
        expect_all_once(load, direct)


@contextmanager
def to_both(addresses: tuple[str, str]) -> Iterator[Send]:
    """A client whose every capture goes to two replicas, as one does that is sent again to whoever answers."""
    with over_http([addresses[0]]) as one, over_http([addresses[1]]) as other:
        yield lambda key: min(one(key), other(key))  # 0 if one did not answer


def test_two_replicas_with_an_outbox_each_keep_everything_once(postgres: PostgresServer, tmp_path: Path) -> None:
    """One of them is killed on the way, and delivers what is left in its outbox when it is back."""
    url = postgres.create(f"replicas_{postgres.port}")
    homes = tmp_path / "one", tmp_path / "other"
    one, other = ({**environment(home), "PIKKIT_STORE_URL": url} for home in homes)
    with running(API, one) as steady, suppress(RuntimeError), running(API, other) as killed:
        with Load(lambda: to_both((steady.url, killed.url))) as load:
            load.more(30)
            for process in (*workers(killed), psutil.Process(killed.process.pid)):
                process.kill()
        with running(API, other):
            expect_all_once(load, Settings(home=homes[0], store_url=url))
