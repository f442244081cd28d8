"""Bets with their features: in memory, or written some rows at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.resume.parquet_groups import Group, write_groups
from pikkit.features.build.spool import Spool
from pikkit.features.definitions.feature import Columns
from pikkit.features.definitions.feature_matrix import FEATURES
from pikkit.features.views.column_names import FEATURES_AT

BATCH = 1 << 16
"""Rows computed and written at once."""


def with_features(bets: pa.Table, columns: Columns) -> pa.Table:
    """Bets (schema BETS) with every feature and ``features_at``, from all of their columns."""
    fresh = np.asarray(columns[FEATURES_AT], dtype=np.int64)
    features = [pa.array(np.asarray(feature.compute(columns), dtype=np.float64)) for feature in FEATURES]
    arrays = [*bets.columns, *features, pa.array(fresh, mask=fresh < 0)]
    return pa.Table.from_arrays(arrays, schema=training_schema(bets.schema))


def write_training_rows(bets: Path, view_columns: Spool, path: Path, threads: int) -> list[Group]:
    """Write the bets of a snapshot with their features; returns the groups of the file.

    Args:
        bets: The snapshot.
        view_columns: The view columns that features read and ``features_at``, in the order of the snapshot.
        path: The parquet file to write.
        threads: How many batches to compute at a time.
    """
    snapshot = pq.ParquetFile(bets)
    with ThreadPoolExecutor(threads) as pool:
        return write_rows(snapshot.schema_arrow, _computed(snapshot, view_columns, pool, threads), path)


def write_rows(
    bets: pa.Schema, parts: Iterable[Group | pa.Table], path: Path, source: Path | None = None, copied: int = 0
) -> list[Group]:
    """Write tables of ``with_features`` as a file (``write_groups``).

    Args:
        bets: The schema of the bets.
        parts: Their rows.
        path: The parquet file.
        source, copied: The file that groups among the parts are of.
    """
    return write_groups(path, training_schema(bets), parts, source, copied)


def training_schema(bets: pa.Schema) -> pa.Schema:
    """The columns of bets with their features."""
    features = (pa.field(feature.name, pa.float64()) for feature in FEATURES)
    return pa.schema([*bets.remove_metadata(), *features, pa.field(FEATURES_AT, pa.int64())])


def _computed(
    snapshot: pq.ParquetFile, view_columns: Spool, pool: ThreadPoolExecutor, threads: int
) -> Iterator[pa.Table]:
    """The rows in order, some batches ahead of the reader."""

    def compute(bets: pa.Table, start: int) -> pa.Table:
        return with_features(bets, asked_columns(bets) | view_columns.read(start, bets.num_rows))

    ahead: deque[Future[pa.Table]] = deque()
    start = done = 0
    for batch in snapshot.iter_batches(BATCH):
        ahead.append(pool.submit(compute, pa.Table.from_batches([batch]), start))
        start += batch.num_rows
        if len(ahead) > threads:
            yield (rows := ahead.popleft().result())
            view_columns.release(done := done + rows.num_rows)
    while ahead:
        yield ahead.popleft().result()
