"""A cluster that loses a worker in the middle of a job gives what one machine gives."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.drift.distributed.spark_check import SparkCheck
from pikkit.drift.store_check import DriftQuery
from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER, build_features
from pikkit.features.build.distributed.spark_build import DistributedBuild
from pikkit.home import Home
from pikkit.quality import QualityRules
from pikkit.quality.columnar_suite import run_suite
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.quality.spark_counting import SparkCounting
from pikkit.scoring.files import score_files, spark_scoring
from pikkit.settings import Settings
from pikkit.spark.spark_session import spark_lacks, spark_session
from pikkit.store import write_snapshot
from pikkit.store.opening import open_store
from pikkit.store.spark_snapshot import spark_snapshot
from tests.features.engines import differing
from tests.spark.checked_drift import drift_settings, report_here, undated
from tests.spark.served_model import NOW, make_scorer, write_asked
from tests.spark.standalone_cluster import StandaloneCluster, once, standalone_cluster
from tests.trained import TrainedHome
from tests.training.worlds import bets_table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark"), pytest.mark.timeout(900)]

WORKERS = 6
"""One more than the jobs that lose one."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandaloneCluster]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with standalone_cluster(WORKERS, tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def session(cluster: StandaloneCluster) -> Iterator["SparkSession"]:
    with spark_session(cluster.place) as opened:
        yield opened


def many_bettors(bets: int) -> pa.Table:
    """Bets of forty people."""
    table = bets_table(bets, seed=5)
    names = pa.array([f"bettor {number % 40}" for number in range(bets)])
    return table.set_column(table.column_names.index("bettor"), "bettor", names)


@contextmanager
def losing_a_worker(cluster: StandaloneCluster, when: Callable[[], bool]) -> Iterator[list[bool]]:
    """Kill one once something happened; afterwards, whether that came to be."""
    over, killed = Event(), list[bool]()

    def kill() -> None:
        cluster.kill_one()
        killed.append(True)

    watch = Thread(target=once, args=(when, kill, over.is_set))
    watch.start()
    try:
        yield killed
    finally:
        over.set()
        watch.join()


def test_a_snapshot_is_the_same_when_a_worker_is_lost(
    cluster: StandaloneCluster, session: "SparkSession", tmp_path: Path
) -> None:
    url, there = f"sqlite:///{tmp_path}/bets.db", tmp_path / "there.parquet"
    with closing(open_store(url)) as store:
        store.upsert(many_bettors(3000))
        count = write_snapshot(store, tmp_path / "here.parquet")
    snapshot = replace(spark_snapshot(Settings(store_url=url)), piece_bets=200)
    with losing_a_worker(cluster, lambda: any(tmp_path.glob(".there.parquet-*/read-*.arrow"))) as killed:
        assert snapshot.write(there, session) == count
    assert killed
    assert pq.read_table(there).equals(pq.read_table(tmp_path / "here.parquet"))
    assert [path.name for path in tmp_path.glob(".there*")] == []


def test_the_counts_of_the_quality_gate_are_the_same_when_a_worker_is_lost(
    cluster: StandaloneCluster, session: "SparkSession", tmp_path: Path
) -> None:
    twice = pa.concat_tables([bets_table(3000, seed=4), bets_table(500, seed=4)])
    pq.write_table(twice, tmp_path / "bets.parquet", row_group_size=100)
    seen = GateSnapshot(tmp_path / "bets.parquet", NOW)
    here = run_suite(seen, QualityRules())
    tracker = session.sparkContext.statusTracker()

    def is_in_the_middle() -> bool:
        stages = (tracker.getStageInfo(number) for number in tracker.getActiveStageIds())
        return any(stage and 0 < stage.numCompletedTasks < stage.numTasks for stage in stages)

    with losing_a_worker(cluster, is_in_the_middle) as killed:
        there = run_suite(seen, QualityRules(), SparkCounting(session))
    assert killed
    assert there == here
    assert next(result for result in there if result.name == "key_unique").failing == 1000


def test_features_are_the_same_when_a_worker_is_lost(
    cluster: StandaloneCluster, session: "SparkSession", tmp_path: Path
) -> None:
    bets, parts, out = tmp_path / "bets.parquet", tmp_path / "parts", tmp_path / "cluster"
    pq.write_table(bets_table(3000, seed=3), bets, row_group_size=500)
    build_features(bets, tmp_path / "here")
    for folder in (parts, out / VIEW_FOLDER):
        folder.mkdir(parents=True)
    build = DistributedBuild.of(bets, parts, slice_rows=250, range_bets=1000)
    with losing_a_worker(cluster, lambda: any(parts.glob("range-*.arrow"))) as killed:
        assert build.run(session) == 3000
    assert killed
    build.merge(out / VIEW_FOLDER, out / TRAINING_FILE)
    assert differing(tmp_path / "here", out) == []


def test_scores_are_the_same_when_a_worker_is_lost(
    cluster: StandaloneCluster, session: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_scoring, "PART_ROWS", 100)
    asked, model = write_asked(tmp_path / "asked.parquet", 2000), tmp_path / "model"
    scorer = make_scorer(model)
    here = score_files(scorer, asked, tmp_path / "here.parquet", now=NOW)
    marks = tmp_path / "marks"
    marks.mkdir()
    work = spark_scoring.SparkScoring(partial(make_scorer, model, marks), scorer.model_version, NOW)
    with losing_a_worker(cluster, lambda: any(marks.iterdir())) as killed:
        there = spark_scoring.score_on_spark(session, work, asked, tmp_path / "there.parquet")
    assert killed
    assert (there.scored, there.rejected, there.verdicts) == (1960, 40, here.verdicts)
    assert pq.read_table(there.out).equals(pq.read_table(here.out))


def test_a_check_for_drift_is_the_same_when_a_worker_is_lost(
    cluster: StandaloneCluster, session: "SparkSession", trained_home: TrainedHome, tmp_path: Path
) -> None:
    settings, asked = drift_settings(trained_home, tmp_path / "there"), DriftQuery()
    home, bets, parts = Home(settings), tmp_path / "bets.parquet", tmp_path / "parts"
    parts.mkdir()
    with home.store() as store:
        home.write_snapshot(store, bets)
    here = report_here(trained_home, tmp_path / "here", asked)
    with losing_a_worker(cluster, lambda: any(parts.glob("slice-*.arrow"))) as killed:
        there = SparkCheck(settings, bets, parts, session, slice_rows=300).check(asked)
    assert killed
    assert undated(there) == here
