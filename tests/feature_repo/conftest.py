"""A features folder made from a made-up history, as the pipeline makes it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build import build_features
from pikkit.features.feast_store import materialize
from tests.features.histories import DAY, START, random_bets, table

LATE = START + 1000 * DAY
"""After all that happens in these tests, and before any of it expires."""


@pytest.fixture(scope="session")
def history() -> pa.Table:
    return table(*random_bets(300, seed=21))


@pytest.fixture(scope="session")
def features_home(history: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built and materialised once; tests that change it make a copy."""
    folder = tmp_path_factory.mktemp("features")
    pq.write_table(history, folder / "bets.parquet")
    build_features(folder / "bets.parquet", folder)
    materialize(folder, until=LATE)
    return folder
