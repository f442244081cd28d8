"""Spark's workers score files as the server does: the same scores, rows and reasons, to the last bit."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.scoring.files import score_files, spark_scoring
from pikkit.scoring.files.spark_scoring import SparkScoring, score_on_spark
from pikkit.settings.batch_engine import SparkPlace
from pikkit.spark.spark_session import spark_lacks, spark_session
from tests.bets.export_files import row, write_export
from tests.spark.served_model import NOW, make_scorer, write_asked

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    with spark_session(SparkPlace(memory="1g")) as opened:
        yield opened


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "model"
    make_scorer(folder)
    return folder


def work(model: Path, *, reasons: bool = False) -> SparkScoring:
    return SparkScoring(partial(make_scorer, model), "pikkit/7", NOW, reasons=reasons)


@pytest.mark.parametrize("reasons", [False, True])
def test_a_file_of_requests_is_scored_as_in_one_process(
    session: "SparkSession", model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reasons: bool
) -> None:
    monkeypatch.setattr(spark_scoring, "PART_ROWS", 150)
    asked, told = write_asked(tmp_path / "asked.parquet", 1000), list[int]()
    here = score_files(make_scorer(model), asked, tmp_path / "here.parquet", now=NOW, reasons=reasons)
    there = score_on_spark(session, work(model, reasons=reasons), asked, tmp_path / "there.parquet", told.append)
    assert pq.read_table(there.out).equals(pq.read_table(here.out))
    assert (there.scored, there.rejected, there.verdicts) == (980, 20, here.verdicts)
    assert there.rejects is not None
    assert here.rejects is not None
    assert there.rejects.read_text() == here.rejects.read_text()
    assert told[-1] == 1000


def test_a_folder_of_exports_is_read_by_many(session: "SparkSession", model: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    for name in ("ann", "bob", "cem"):
        write_export(exports / f"{name}.csv", [row(), row(), row(odds="nothing")])
    here = score_files(make_scorer(model), exports, tmp_path / "here.jsonl", now=NOW)
    there = score_on_spark(session, work(model), exports, tmp_path / "there.jsonl")
    assert there.out.read_text() == here.out.read_text()
    assert (there.scored, there.rejected) == (here.scored, here.rejected)
    assert here.scored >= 3


def test_a_file_that_is_none_is_said_to_be(session: "SparkSession", model: Path, tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text("")
    with pytest.raises(InputError, match="holds no bets"):
        score_on_spark(session, work(model), tmp_path / "asked.jsonl", tmp_path / "out.csv")
    (tmp_path / "asked.csv").write_text("sportsbook,price\nBet365,2.0\n")
    with pytest.raises(InputError, match=r"The column 'price' of .* is not known"):
        score_on_spark(session, work(model), tmp_path / "asked.csv", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()
