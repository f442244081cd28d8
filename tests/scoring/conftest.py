"""A features folder as the pipeline leaves it, and a scorer on it."""

from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build.build import build_features
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.scorer import Scorer
from tests.training.bundles import small_bundle
from tests.training.worlds import START, bets_table

UNTIL = START + timedelta(days=60)
"""After the last bet of ``store`` settled, and before its history expires."""


@pytest.fixture(scope="session")
def store() -> pa.Table:
    """The bets that are known when scores are asked for."""
    return bets_table(600, seed=1)


@pytest.fixture(scope="session")
def scorer(store: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Scorer:
    """A small bundle on the features Feast serves online."""
    home: Path = tmp_path_factory.mktemp("features")
    pq.write_table(store, home / "bets.parquet")
    build_features(home / "bets.parquet", home)
    materialize(home, until=UNTIL)
    return Scorer(small_bundle(), FeastOnlineFeatures(home), "pikkit/7", Stakes(fraction=0.25, cap=0.05))
