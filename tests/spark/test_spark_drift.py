"""A check for drift on Spark makes the report that one process makes, to the last bit."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pikkit.base.errors import InputError
from pikkit.drift.baseline import load_baseline
from pikkit.drift.distributed.spark_check import SparkCheck
from pikkit.drift.store_check import DriftQuery, check
from pikkit.home import Home
from pikkit.settings import Settings
from pikkit.settings.batch_engine import BatchEngine, SparkPlace
from pikkit.spark.spark_session import spark_lacks, spark_session
from tests.spark.checked_drift import drift_settings, report_here, undated
from tests.trained import TrainedHome

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with spark_session(SparkPlace(memory="1g")) as opened:
        yield opened


def snapshot_of(settings: Settings, path: Path) -> Path:
    home = Home(settings)
    with home.store() as store:
        home.write_snapshot(store, path)
    return path


def test_the_engine_of_the_settings_makes_the_same_report_and_baseline(
    session: "SparkSession", trained_home: TrainedHome, tmp_path: Path
) -> None:
    settings = drift_settings(trained_home, tmp_path / "there")
    on_spark = settings.model_copy(update={"engine": BatchEngine.SPARK})
    there, here = Home(on_spark).drift(), report_here(trained_home, tmp_path / "here", DriftQuery())
    assert undated(there) == here
    assert len(here.performance) >= 3
    name, version = here.model_name, here.model_version
    ours, theirs = (load_baseline(Settings(home=tmp_path / one), name, version) for one in ("here", "there"))
    assert ours.limits == theirs.limits
    assert (ours.expected_clv, ours.origin) == (theirs.expected_clv, theirs.origin)


def test_the_newest_bets_alone_are_checked_the_same_way(
    session: "SparkSession", trained_home: TrainedHome, tmp_path: Path
) -> None:
    settings, asked = drift_settings(trained_home, tmp_path / "home"), DriftQuery(last=120)
    here = check(settings, asked)
    bets = snapshot_of(settings, tmp_path / "bets.parquet")
    there = SparkCheck(settings, bets, tmp_path, session, slice_rows=300).check(asked)
    assert there.rows == 120
    assert undated(there) == undated(here)
    with pytest.raises(InputError, match="The window holds 7 bets; at least 30 are needed"):
        SparkCheck(settings, bets, tmp_path, session).check(DriftQuery(last=7))
