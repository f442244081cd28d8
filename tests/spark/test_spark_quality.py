"""The quality gate counted by Spark's workers writes the report that one process writes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from pikkit.home import Home
from pikkit.quality import QualityRules, check_bets, spark_counting
from pikkit.quality.columnar_suite import run_suite
from pikkit.quality.quality_gate import REPORT
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.quality.spark_counting import SparkCounting
from pikkit.settings import Settings
from pikkit.settings.batch_engine import BatchEngine, SparkPlace
from pikkit.spark.spark_session import spark_lacks, spark_session
from tests.quality.conftest import snapshot
from tests.quality.test_columnar_suite import hostile

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["snapshot"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark")]

NOW = datetime(2024, 1, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with spark_session(SparkPlace(memory="1g")) as opened:
        yield opened


def parted(path: Path, rows: int) -> Path:
    """The same bets in row groups of so many."""
    pq.write_table(pq.read_table(path), path, row_group_size=rows)
    return path


@pytest.mark.parametrize(("seed", "share"), [(1, 0.02), (3, 0.7)])
def test_hostile_bets_are_told_the_same_way(
    session: "SparkSession",
    seed: int,
    share: float,
    snapshot: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spark_counting, "HASHES", 100)

    def spoil(rows: list[dict[str, Any]]) -> None:
        hostile(rows, seed, share)
        rows[3], rows[250] = dict(rows[299]), dict(rows[299])

    seen = GateSnapshot(parted(snapshot(300, spoil), 70), NOW)
    here = run_suite(seen, QualityRules())
    assert run_suite(seen, QualityRules(), SparkCounting(session)) == here
    assert next(result for result in here if result.name == "key_unique").failing >= 3


def test_no_bets_are_told_the_same_way(session: "SparkSession", snapshot: Callable[..., Path]) -> None:
    seen = GateSnapshot(snapshot(0), NOW)
    assert run_suite(seen, QualityRules(), SparkCounting(session)) == run_suite(seen, QualityRules())


def test_a_home_takes_the_engine_of_its_settings(
    session: "SparkSession", snapshot: Callable[..., Path], tmp_path: Path
) -> None:
    bets, rules = parted(snapshot(), 40), replace(QualityRules(), min_decided=10)
    home = Home(Settings(home=tmp_path / "home", engine=BatchEngine.SPARK))
    with home.quality_counting() as counting:
        assert isinstance(counting, SparkCounting)
        check_bets(bets, tmp_path / "there", rules, now=NOW, counting=counting)
    check_bets(bets, tmp_path / "here", rules, now=NOW)
    here, there = (json.loads((tmp_path / name / REPORT).read_text()) for name in ("here", "there"))
    assert there == here
