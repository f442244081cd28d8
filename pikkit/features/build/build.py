"""Build every view and join to each bet what was known when it was placed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from pikkit.features.build.arrays import array_views
from pikkit.features.build.arrays.view_columns import view_columns
from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.distributed.spark_build import build_on_spark
from pikkit.features.build.incremental import Rebuilt, rebuild
from pikkit.features.build.resume.bet_digests import bet_digests
from pikkit.features.build.resume.build_record import BuildRecord, FileGroups, forget
from pikkit.features.build.spool import Spool
from pikkit.features.build.training_rows import with_features, write_training_rows
from pikkit.settings.batch_engine import DUCKDB_BUILD, BatchEngine, FeatureBuild
from pikkit.spark.spark_session import spark_session

__all__ = [
    "TRAINING_FILE",
    "VIEW_FOLDER",
    "build_features",
    "features_as_of",
    "joined_columns",
    "rebuild_features",
]

VIEW_FOLDER = "views"
TRAINING_FILE = "training.parquet"
LOCK = "build.lock"
"""One build at a time goes on from what the others left in a folder."""


def build_features(bets: Path, out: Path, previous: Path | None = None, using: FeatureBuild = DUCKDB_BUILD) -> int:
    """Write a bets snapshot's view rows (``views/<name>.parquet``) and training rows (``training.parquet``) under out.

    Each file is replaced when it is whole, and the same whatever it is built with.

    Args:
        bets: The snapshot (schema BETS).
        out: The folder.
        previous: What an earlier build wrote, if it did; may be the folder itself. What has not changed since is kept:
            the rows are the same to the last bit, a view's in another order. None: all is built, and nothing is left
            that a later build could go on from.
        using: The engine, and what it may take.

    Returns:
        The number of training rows: one for each bet.

    Raises:
        InputError: An amount is too large to be counted exactly.
        NotReadyError: Spark is asked for, and it or its Java is not installed.
    """
    return rebuild_features(bets, out, previous, using).rows


def rebuild_features(
    bets: Path, out: Path, previous: Path | None = None, using: FeatureBuild = DUCKDB_BUILD
) -> Rebuilt:
    """``build_features``, telling what it kept. Spark builds anew each time."""
    (out / VIEW_FOLDER).mkdir(parents=True, exist_ok=True)
    if using.engine is BatchEngine.SPARK:
        return Rebuilt(_built_by_spark(bets, out, using), 0)
    if previous is None:
        forget(out)
        return Rebuilt(_built(bets, out, using.threads), 0)
    with FileLock(out / LOCK, mode=0o600):
        rebuilt = rebuild(bets, previous, out, (TRAINING_FILE, VIEW_FOLDER), using.threads)
        return rebuilt or Rebuilt(_built_to_go_on(bets, out, using.threads), 0)


def _built(bets: Path, out: Path, threads: int, record: BuildRecord | None = None) -> int:
    with TemporaryDirectory(prefix=".spool-", dir=out) as spooled:
        columns = Spool(Path(spooled))
        array_views.build_views(bets, out / VIEW_FOLDER, columns, threads, record)
        groups = write_training_rows(bets, columns, out / TRAINING_FILE, threads)
    if record:
        record.files[TRAINING_FILE] = FileGroups(groups, [0] * len(groups))
    return sum(group.rows for group in groups)


def _built_to_go_on(bets: Path, out: Path, threads: int) -> int:
    """Build anew, and leave what the next build can go on from."""
    forget(out)
    digests = bet_digests(bets)
    if digests is None:
        return _built(bets, out, threads)
    with BuildRecord.begin(out, pq.read_schema(bets)) as record:
        rows = _built(bets, out, threads, record)
        record.write_bets(digests)
        record.finish(out)
    return rows


def _built_by_spark(bets: Path, out: Path, using: FeatureBuild) -> int:
    with TemporaryDirectory(prefix=".spool-", dir=out) as spooled, spark_session(using.spark) as session:
        forget(out)
        return build_on_spark(bets, out / TRAINING_FILE, out / VIEW_FOLDER, Path(spooled), session)


def features_as_of(asked: pa.Table, history: pa.Table) -> pa.Table:
    """The asked bets with their features, each as of its own ``placed_at``, in the order given.

    Args:
        asked: Bets (schema BETS) to compute features for.
        history: Bets (schema BETS) whose settlements may be known; those settled at or after a bet's ``placed_at``
            do not touch its features.
    """
    return with_features(asked, joined_columns(asked, history))


def joined_columns(asked: pa.Table, history: pa.Table) -> dict[str, np.ndarray]:
    """The request columns and every view's columns of the asked bets (``definitions.feature.Columns``)."""
    return asked_columns(asked) | view_columns(asked, history)
