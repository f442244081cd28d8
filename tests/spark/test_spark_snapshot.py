"""A snapshot that Spark's workers read range by range is the one that one process reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from pikkit.home import Home
from pikkit.settings import Settings
from pikkit.settings.batch_engine import BatchEngine, SparkPlace
from pikkit.spark.spark_session import spark_lacks, spark_session
from pikkit.store import write_snapshot
from pikkit.store.opening import open_store
from pikkit.store.spark_snapshot import spark_snapshot
from tests.store.builders import NOON, make_bets

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark")]

NAMES = ("LeBron James", "L. James", "Nikola Jokic")
BETS = make_bets(
    *(
        {
            "bettor": f"bettor {number % 7}",
            "placed_at": NOON + timedelta(minutes=number * 37 % 101),
            "subject": NAMES[number % 3],
            "sport": "Basketball",
            "league": "NBA",
            "odds": 1e8 if number == 40 else 2.0,
        }
        for number in range(120)
    )
)


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with spark_session(SparkPlace(memory="1g")) as opened:
        yield opened


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_ranges_give_the_snapshot_of_one_process(
    session: "SparkSession", kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/bets.db" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    store = open_store(url)
    store.upsert(BETS)
    for before in (None, NOON + timedelta(minutes=50)):
        here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
        count = write_snapshot(store, here, before)
        made = replace(spark_snapshot(Settings(store_url=url), before), piece_bets=25)
        assert made.write(there, session) == count
        assert pq.read_table(there).equals(pq.read_table(here))
        assert pq.read_metadata(there).num_row_groups > 1
        assert "L. James" not in pq.read_table(there)["subject"].to_pylist()
    store.close()
    assert sorted(path.name for path in tmp_path.glob("*.parquet*")) == ["here.parquet", "there.parquet"]
    assert list(tmp_path.glob(".there*")) == []


def test_a_home_takes_the_engine_of_its_settings(session: "SparkSession", tmp_path: Path) -> None:
    home = Home(Settings(home=tmp_path / "home", engine=BatchEngine.SPARK))
    with home.store() as store:
        assert home.write_snapshot(store, tmp_path / "nothing.parquet") == 0
        store.upsert(BETS)
        before = len(session.sparkContext.statusTracker().getJobIdsForGroup())
        assert home.write_snapshot(store, tmp_path / "there.parquet") == write_snapshot(
            store, tmp_path / "here.parquet"
        )
        assert len(session.sparkContext.statusTracker().getJobIdsForGroup()) > before
    assert pq.read_table(tmp_path / "there.parquet").equals(pq.read_table(tmp_path / "here.parquet"))
