"""Features in Postgres: the same as in SQLite, whole or not at all, and back when the database is back."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from feast import FeatureStore

from pikkit.base.errors import InputError, NotReadyError
from pikkit.features.feast.feast_store import apply, materialize
from pikkit.features.online.freshness import freshness
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.online.store.online_writer import Materialization
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import read_by_feast, read_online
from tests.feature_repo.test_materialisation import ann, bring
from tests.features.histories import random_bets, table
from tests.store.postgres_server import PASSWORD, PostgresServer

pytestmark = pytest.mark.xdist_group("feast")


@pytest.fixture
def serving(two_and_three_bets: dict[int, Path], tmp_path: Path, in_postgres: FeatureUrls) -> Path:
    """A folder whose database serves two bets, with the view files of three."""
    bring(two_and_three_bets[2], tmp_path)
    materialize(tmp_path, LATE, urls=in_postgres)
    bring(two_and_three_bets[3], tmp_path)
    return tmp_path


@pytest.fixture
def reader(serving: Path, in_postgres: FeatureUrls) -> Iterator[FeastOnlineFeatures]:
    opened = FeastOnlineFeatures(serving, in_postgres)
    yield opened
    opened.close()


def test_postgres_serves_what_sqlite_does_and_feast_finds_it_there(
    features_home: Path, tmp_path: Path, in_postgres: FeatureUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(features_home / "views", tmp_path / "views")
    materialize(tmp_path, LATE, urls=in_postgres)
    asked = table(*(bet | {"placed_at": LATE} for bet in random_bets(50, seed=51)))
    ours = {name: values.tolist() for name, values in read_online(tmp_path, asked, in_postgres).items()}
    assert ours == {name: values.tolist() for name, values in read_online(features_home, asked).items()}
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.setenv(
        "PIKKIT_FEATURES_REGISTRY_URL", in_postgres.registry.replace("postgresql:", "postgresql+psycopg:")
    )
    store = FeatureStore(repo_path=str(tmp_path))
    try:
        found = read_by_feast(store, asked)
    finally:
        store.provider.online_store._conn.close()
        store.registry.write_engine.dispose()
    assert found == {name: ours[name] for name in found}


def test_nothing_local_is_needed_to_read_and_no_secret_is_left_behind(
    serving: Path, in_postgres: FeatureUrls, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert ann(tmp_path_factory.mktemp("nothing"), in_postgres) == 2.0
    assert {path.name for path in serving.iterdir()} == {"views", "feature_store.yaml", ".lock"}
    files = [path for path in serving.rglob("*") if path.is_file()]
    assert not any(PASSWORD.encode() in path.read_bytes() for path in files)
    assert PASSWORD not in repr(in_postgres)


KILLED_HALF_WAY = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.store.postgres import PostgresWriter
from pikkit.settings.feature_urls import FeatureUrls
insert, written = PostgresWriter.insert, []
def die_at_the_fifth(self, view, values):
    written.append(insert(self, view, values))
    if len(written) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
PostgresWriter.insert = die_at_the_fifth
url = os.environ["URL"]
materialize(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), urls=FeatureUrls(url, url))
"""


def test_one_that_is_killed_leaves_the_old_values_and_holds_up_nobody(
    serving: Path, reader: FeastOnlineFeatures, in_postgres: FeatureUrls
) -> None:
    command = [sys.executable, "-W", "ignore", "-c", KILLED_HALF_WAY, str(serving), LATE.isoformat()]
    killed = subprocess.run(command, env={**os.environ, "URL": in_postgres.online}, check=False, timeout=240)
    assert killed.returncode == -signal.SIGKILL
    assert ann(reader) == 2.0
    materialize(serving, LATE, urls=in_postgres)
    assert ann(reader) == 3.0


def test_two_from_different_machines_run_one_after_the_other(
    serving: Path, two_and_three_bets: dict[int, Path], in_postgres: FeatureUrls, tmp_path: Path
) -> None:
    bring(two_and_three_bets[3], tmp_path / "other")
    done: list[Materialization] = []
    homes = [serving, tmp_path / "other"]

    def run(home: Path) -> None:
        done.append(materialize(home, LATE, urls=in_postgres))

    threads = [threading.Thread(target=run, args=(home,)) for home in homes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    of_singles = sum(not view.parlays for view in VIEWS)
    assert sorted((each.rows, each.written) for each in done) == [(of_singles, 0), (of_singles, of_singles)]
    assert ann(serving, in_postgres) == 3.0


def test_registering_alone_changes_no_value(serving: Path, in_postgres: FeatureUrls) -> None:
    apply(serving, urls=in_postgres)
    assert ann(serving, in_postgres) == 2.0


def test_a_database_that_goes_away_is_named_and_is_used_again_once_it_is_back(
    serving: Path, reader: FeastOnlineFeatures, in_postgres: FeatureUrls, postgres: PostgresServer
) -> None:
    assert ann(reader) == 2.0
    postgres.stop()
    try:
        attempts: tuple[Callable[[], float], ...] = (lambda: ann(reader), lambda: ann(serving, in_postgres))
        for attempt in attempts:
            with pytest.raises(NotReadyError, match=r"postgresql://127\.0\.0\.1:\d+/\w+ cannot be reached") as told:
                attempt()
            assert PASSWORD not in str(told.value)
        with pytest.raises(NotReadyError, match="cannot be reached"):
            materialize(serving, LATE, urls=in_postgres)
    finally:
        postgres.start()
    assert ann(reader) == 2.0
    materialize(serving, LATE, urls=in_postgres)
    assert ann(reader) == 3.0


def test_a_database_without_features_is_not_ready(database: str, tmp_path: Path) -> None:
    empty = FeatureUrls(online=database)
    reads: tuple[Callable[[], object], ...] = (
        lambda: FeastOnlineFeatures(tmp_path, empty),
        lambda: freshness(tmp_path, urls=empty),
    )
    for read in reads:
        with pytest.raises(NotReadyError, match=r"no online features .* build and materialise them first"):
            read()


@pytest.mark.parametrize("url", ["nonsense", "mysql://user:hush@host/features", "postgresql:///only_a_name"])
def test_a_url_that_cannot_be_used_is_refused_and_not_shown(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="postgresql://user:password@host:port/database") as told:
        FeastOnlineFeatures(tmp_path, FeatureUrls(online=url))
    assert "hush" not in str(told.value)


def test_a_wrong_password_is_told_without_it(postgres: PostgresServer, tmp_path: Path) -> None:
    wrong = postgres.url("postgres", password="not-it")  # noqa: S106
    with pytest.raises(NotReadyError, match="password authentication failed") as told:
        FeastOnlineFeatures(tmp_path, FeatureUrls(online=wrong))
    assert "not-it" not in str(told.value)


def test_the_tables_are_not_where_a_supabase_project_shows_its_own(serving: Path, in_postgres: FeatureUrls) -> None:
    import psycopg

    with psycopg.connect(in_postgres.online) as connection:
        schemas = connection.execute(
            "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
    assert schemas == [("pikkit_features",)]
