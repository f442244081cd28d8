"""Several processes search one study at the same time, in SQLite and in Postgres."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.training.tuning.search_workers import MOST, best, planned
from pikkit.training.tuning.slots import OWNER, SLOT
from pikkit.training.tuning.storage import open_storage, shown
from tests.store.postgres_server import PASSWORD, PostgresServer
from tests.training.studies import search, start_search, storage_in, trials_in

MORE = 12


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return storage_in(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create("studies")


def test_two_processes_fill_every_slot_once(url: str) -> None:
    search(1, url)
    other = start_search(url, trials=500)
    try:
        while len(trials_in(url)) < 3:
            time.sleep(0.2)
        total = len(trials_in(url)) + MORE
        search(total, url)
        trials = [trial for trial in trials_in(url) if trial.state.name != "FAIL"]
    finally:
        other.kill()
        other.wait()
    slots = sorted(trial.user_attrs[SLOT] for trial in trials if SLOT in trial.user_attrs)
    assert slots[:total] == list(range(total))
    assert len(set(slots)) == len(slots)
    assert len({trial.user_attrs[OWNER] for trial in trials}) >= 2
    tried = [tuple(trial.params.values()) for trial in trials if len(trial.params) == len(trials[0].params)]
    assert len(set(tried)) == len(tried)


def test_a_password_is_in_no_sentence(postgres: PostgresServer) -> None:
    url = postgres.url("no_such_database")
    with pytest.raises(NotReadyError, match="no_such_database") as refused, open_storage(url):
        pass
    assert PASSWORD not in str(refused.value)
    assert PASSWORD not in shown(url)


@pytest.mark.parametrize("url", ["nonsense", "mysql://user:pass@host/studies", "postgresql://host", "sqlite://"])
def test_an_address_of_nothing_we_can_use_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="accepted: sqlite:///FILE or postgresql://"), open_storage(url):
        pass


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study.db").write_text("something else")
    with pytest.raises(NotReadyError, match="not a database"), open_storage(storage_in(tmp_path)):
        pass


def test_workers_are_numbered_from_zero() -> None:
    assert planned(1) == [0]
    assert planned(3) == [0, 1, 2]


@pytest.mark.parametrize("workers", [0, -1, MOST + 1])
def test_too_few_or_too_many_workers_are_refused(workers: int) -> None:
    with pytest.raises(InputError, match=f"not {workers}"):
        planned(workers)


@pytest.mark.parametrize(
    ("gains", "chosen"), [([0.1, 0.3, 0.2], 1), ([0.2, 0.2], 0), ([None, -0.1], 1), ([None, None], 0), ([0.0], 0)]
)
def test_the_largest_gain_is_taken(gains: list[float | None], chosen: int) -> None:
    assert best(gains) == chosen
