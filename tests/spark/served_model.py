"""A small model on online features in a folder, which any process can load, and bets to ask it about."""

import os
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.build import build_features
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.scorer import Scorer
from pikkit.training.bundle import Bundle
from tests.training.bundles import small_bundle
from tests.training.worlds import START, bets_table

NOW = START + timedelta(days=60)
TEXTS = ("bettor", "sportsbook", "sport", "league", "market", "side", "subject")


def make_scorer(folder: Path, marks: Path | None = None) -> Scorer:
    """The scorer of a folder, which is filled the first time; leaves a mark of the process that loaded it."""
    if not folder.is_dir():
        folder.mkdir()
        pq.write_table(bets_table(600, seed=1), folder / "bets.parquet")
        build_features(folder / "bets.parquet", folder)
        materialize(folder, until=NOW)
        small_bundle().save(folder / "bundle")
    if marks:
        (marks / str(os.getpid())).touch()
    return Scorer(
        Bundle.load(folder / "bundle"), FeastOnlineFeatures(folder), "pikkit/7", Stakes(fraction=0.25, cap=0.05)
    )


def write_asked(path: Path, count: int) -> Path:
    """Write bets to score, in row groups of 100; one in 50 has an impossible price."""
    bets = bets_table(count, seed=2)
    odds = [0.5 if place % 50 == 7 else price for place, price in enumerate(bets["odds"].to_pylist())]
    columns = {name: bets[name] for name in TEXTS} | {"odds": pa.array(odds), "stake": bets["stake"]}
    pq.write_table(pa.table(columns), path, row_group_size=100)
    return path
