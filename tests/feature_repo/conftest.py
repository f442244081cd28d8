"""A features folder made from a made-up history, as the pipeline makes it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build import build_features
from pikkit.features.feast_store import materialize
from tests.features.histories import random_bets, table


@pytest.fixture(scope="session")
def history() -> pa.Table:
    return table(*random_bets(300, seed=21))


@pytest.fixture(scope="session")
def features_home(history: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built and materialised once; tests that change it make a copy."""
    folder = tmp_path_factory.mktemp("features")
    pq.write_table(history, folder / "bets.parquet")
    build_features(folder / "bets.parquet", folder)
    materialize(folder)
    return folder
