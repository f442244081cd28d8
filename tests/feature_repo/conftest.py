"""A features folder made from a made-up history, as the pipeline makes it, and the stores it may be served from."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import feast  # noqa: F401 (importing it changes the filters of warnings, better before a test than in one)
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build.build import build_features
from pikkit.features.feast.feast_store import materialize
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls
from tests.features.histories import DAY, START, bet, random_bets, table
from tests.store.postgres_server import PostgresServer

LATE = START + 1000 * DAY
"""After all that happens in these tests, and before any of it expires."""


def build(history: pa.Table, home: Path) -> Path:
    """Write the view rows of a history to a folder."""
    home.mkdir(exist_ok=True)
    pq.write_table(history, home / "bets.parquet")
    build_features(home / "bets.parquet", home)
    return home


@pytest.fixture(scope="session")
def history() -> pa.Table:
    return table(*random_bets(300, seed=21))


@pytest.fixture(scope="session")
def features_home(history: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built and materialised once; tests that change it make a copy."""
    folder = build(history, tmp_path_factory.mktemp("features"))
    materialize(folder, until=LATE)
    return folder


@pytest.fixture(scope="session")
def two_and_three_bets(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Folders with the view files of two and of three bets of ann's."""
    histories = {count: table(*(bet(day * DAY, (day + 1) * DAY) for day in range(count))) for count in (2, 3)}
    return {count: build(bets, tmp_path_factory.mktemp(f"bets{count}")) for count, bets in histories.items()}


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    name = f"test_{uuid4().hex}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture
def in_postgres(database: str) -> FeatureUrls:
    """Both of Feast's stores in it."""
    return FeatureUrls(online=database, registry=database)


@pytest.fixture(params=["sqlite", "postgres"])
def urls(request: pytest.FixtureRequest) -> FeatureUrls:
    """Each place to serve from."""
    chosen: FeatureUrls = EMBEDDED if request.param == "sqlite" else request.getfixturevalue("in_postgres")
    return chosen
