"""Files of bets scored by Spark's workers, each with the model and the online features that the server reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pikkit.scoring.files.bet_files import FilePart, parts_of, read_part
from pikkit.scoring.files.chunks import Rejected
from pikkit.scoring.files.file_scoring import FilesScored, ScoredChunk, score_chunk, write_scored
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from pikkit.spark.blocks import BLOCKS_DDL, packed
from pikkit.spark.worker_errors import worker_errors

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PART_ROWS = 1 << 18
"""Rows of a Parquet file that a task scores, about."""
WAVES = 3
"""Tasks for each core: each loads the model once, and a lost one costs little."""
_SCORES, _REJECTED = "scores", "rejected"
_REJECTED_SCHEMA = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in Rejected.__slots__])


@dataclass(frozen=True)
class SparkScoring:
    """How workers score.

    Attributes:
        make_scorer: Loads the model where a worker is; every one must load the same version.
        version: Of that model.
        now: When bets without a moment are placed.
        bettor: Whose bets an export holds; default: its file's stem.
        reasons: Whether to say what moved each score.
    """

    make_scorer: Callable[[], Scorer]
    version: str
    now: datetime
    bettor: str | None = None
    reasons: bool = False

    def scored(self, spark: "SparkSession", parts: list[FilePart]) -> Iterator[ScoredChunk]:
        """What became of the parts' chunks, in order; the workers keep it until it is asked for."""
        tasks = max(min(len(parts), WAVES * spark.sparkContext.defaultParallelism), 1)
        of_task = [parts[len(parts) * task // tasks : len(parts) * (task + 1) // tasks] for task in range(tasks)]

        def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            numbers = [number for batch in batches for number in batch.column("part").to_pylist()]
            for number in numbers:
                yield from self._blocks(number, of_task[number])

        frame = spark.createDataFrame([(task,) for task in range(tasks)], "part int")
        done = frame.repartitionById(tasks, "part").mapInArrow(work, BLOCKS_DDL).persist()
        try:
            with worker_errors():
                done.count()
                for row in done.toLocalIterator(prefetchPartitions=True):
                    yield _read_back(row.name, row.block)
        finally:
            done.unpersist()

    def _blocks(self, number: int, parts: Iterable[FilePart]) -> Iterator[pa.RecordBatch]:
        scorer = self.make_scorer()
        if scorer.model_version != self.version:
            raise RuntimeError(f"The worker loaded {scorer.model_version}, not {self.version}.")
        chunks = (chunk for part in parts for chunk in read_part(part, self.bettor))
        for at, chunk in enumerate(chunks):
            done = score_chunk(scorer, chunk, self.now, reasons=self.reasons)
            if done.scores is not None:
                yield packed((number, _SCORES, at, done.scores))
            if done.rejected:
                rejected = pa.Table.from_pylist([asdict(each) for each in done.rejected], schema=_REJECTED_SCHEMA)
                yield packed((number, _REJECTED, at, rejected))


def spark_scoring(settings: Settings, model: str, scorer: Scorer, bettor: str | None, *, reasons: bool) -> SparkScoring:
    """How workers score with the model that a scorer was loaded from, whatever becomes the champion meanwhile.

    Args:
        settings: Where the registry and the online features are, for the workers too.
        model: The URI it was loaded from, or empty for the champion.
        scorer: It.
        bettor: Whose bets an export holds; default: its file's stem.
        reasons: Whether to say what moved each score.
    """
    uri = model if model and not model.startswith("models:") else f"models:/{scorer.model_version}"
    make = partial(load_scorer, settings, uri)
    return SparkScoring(make, scorer.model_version, datetime.now(UTC), bettor, reasons)


def score_on_spark(
    spark: "SparkSession",
    scoring: SparkScoring,
    bets: Path,
    out: Path,
    tell: Callable[[int], None] = lambda _rows: None,
) -> FilesScored:
    """Score every bet of a file as ``score_files`` does, by Spark's workers; they read the files by the same paths.

    A Parquet file is read by row groups, a folder of exports by files, any other file by one worker.

    Raises:
        InputError: A file is none of those accepted, or holds no row.
    """
    parts = parts_of(bets.resolve(), PART_ROWS)
    return write_scored(scoring.scored(spark, parts), FilesScored(out, scoring.version), bets, tell)


def _read_back(name: str, block: bytes) -> ScoredChunk:
    table = pa.ipc.open_stream(block).read_all()
    if name == _SCORES:
        return ScoredChunk(table, [])
    return ScoredChunk(None, [Rejected(**row) for row in table.to_pylist()])
