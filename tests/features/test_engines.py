"""Features are defined once: arrays, DuckDB and Spark build the same files from the same bets, to the last bit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER, build_features
from pikkit.features.build.distributed.spark_build import DistributedBuild
from pikkit.features.build.duckdb_engine import duckdb_engine
from pikkit.settings.batch_engine import BatchEngine, FeatureBuild, SparkPlace
from pikkit.spark.spark_session import spark_lacks, spark_session
from tests.features.engines import built_by, built_by_arrays, differing, files
from tests.features.histories import DAY, MICROSECOND, bet, random_bets, table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")

PLACE = SparkPlace(memory="1g")
HOUR = timedelta(hours=1)
NASTY = (
    *(bet(DAY, 2 * DAY, outcome=outcome) for outcome in ("win", "loss", "win")),  # a tie
    bet(2 * DAY),  # placed as others settle
    bet(2 * DAY + MICROSECOND),
    bet(DAY, 90 * DAY),  # late
    bet(DAY, None, outcome="win"),  # at an unknown time
    bet(3 * DAY, DAY, outcome="loss"),  # before it was placed
    bet(4 * DAY, 5 * DAY, bet_type="parlay", n_legs=3),
    bet(4 * DAY, 5 * DAY, bet_type="round_robin", n_legs=3),
    bet(6 * DAY, 7 * DAY, **dict.fromkeys(["sport", "league", "market", "side", "subject"])),
    bet(6 * DAY, 7 * DAY, sport="unknown", league="", market="São Paulo", side="İ", subject="a:b"),
    bet(8 * DAY, 9 * DAY, odds=1.01, closing_odds=9.0, stake=0.0, profit=None),
    bet(8 * DAY, 9 * DAY, odds=500.0, closing_odds=1.01, stake=1e9, profit=-1e9),
    bet(8 * DAY, 9 * DAY, outcome="cash_out", stake=0.0000005, profit=0.0000005),  # half a part
    bet(9 * DAY, 10 * DAY, outcome="void"),
    bet(9 * DAY, 10 * DAY, outcome="half_win", odds=1.479, stake=7.0, profit=1.68),
    bet(10 * DAY, 11 * DAY, outcome="half_loss", odds=1.922, profit=-5.0),
    bet(11 * DAY, 12 * DAY, outcome="part_win", odds=7.0, stake=3.0, profit=4.0),
    bet(12 * DAY, 13 * DAY, outcome="part_win", odds=7.0, profit=None),
    bet(12 * DAY, 13 * DAY, outcome="part_win", odds=7.0, stake=0.0, profit=4.0),
    bet(2000 * DAY, 2001 * DAY),  # after every time to live
    bet(2001 * DAY + HOUR),
)
HISTORIES = {
    "nasty": table(*NASTY),
    "random": table(*random_bets(250, seed=5)),
    "random and nasty": table(*NASTY, *random_bets(150, seed=6, days=20)),
    "nothing": table(),
    "nothing settled": table(bet(DAY), bet(2 * DAY, None, outcome="win")),
}


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with spark_session(PLACE) as opened:
        yield opened


@pytest.mark.parametrize("history", HISTORIES)
def test_duckdb_gives_what_arrays_give(history: str, tmp_path: Path) -> None:
    bets = HISTORIES[history]
    with duckdb_engine() as engine:
        duckdb = built_by(engine, bets, tmp_path / "duckdb")
    assert differing(built_by_arrays(bets, tmp_path / "arrays"), duckdb) == []


@pytest.mark.parametrize("history", ["random and nasty", "nothing"])
def test_the_definitions_written_down_for_spark_give_what_arrays_give(
    history: str, session: "SparkSession", tmp_path: Path
) -> None:
    bets = HISTORIES[history]
    written = built_by(ibis.pyspark.connect(session), bets, tmp_path / "spark")
    assert differing(built_by_arrays(bets, tmp_path / "arrays"), written) == []


@pytest.mark.parametrize("history", ["random and nasty", "nothing"])
def test_a_build_on_spark_is_the_build_of_arrays(history: str, session: "SparkSession", tmp_path: Path) -> None:
    arrays, bets = built_by_arrays(HISTORIES[history], tmp_path / "arrays"), tmp_path / "bets.parquet"
    pq.write_table(HISTORIES[history], bets, row_group_size=70)
    build_features(bets, tmp_path / "whole", using=FeatureBuild(BatchEngine.SPARK, spark=PLACE))
    assert session.sparkContext.appName == "pikkit"
    assert differing(arrays, tmp_path / "whole") == []
    parted = tmp_path / "parted"
    for folder in (parted / "parts", parted / VIEW_FOLDER):
        folder.mkdir(parents=True)
    build = DistributedBuild.of(bets, parted / "parts", slice_rows=25, range_bets=60)
    assert build.run(session) == HISTORIES[history].num_rows
    build.merge(parted / VIEW_FOLDER, parted / TRAINING_FILE)
    assert differing(arrays, parted) == []
    assert list((parted / "parts").iterdir()) == []


def test_what_a_worker_says_of_the_input_is_said_by_the_build(session: "SparkSession", tmp_path: Path) -> None:
    assert session is not None
    pq.write_table(table(bet(DAY, 2 * DAY, stake=1e300)), tmp_path / "bets.parquet")
    with pytest.raises(InputError, match=r"^A bet's amount is too large to be counted exactly"):
        build_features(tmp_path / "bets.parquet", tmp_path, using=FeatureBuild(BatchEngine.SPARK, spark=PLACE))


def test_the_histories_reach_every_view(tmp_path: Path) -> None:
    bets = HISTORIES["random and nasty"]
    assert all(built.num_rows > 1 for built in files(built_by_arrays(bets, tmp_path)).values())
