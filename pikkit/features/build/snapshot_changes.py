"""Which bets of a snapshot are not as they were in the build before."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.bets.schema import BETS
from pikkit.features.build.arrays.definition_values import READ

COMPARED = tuple(dict.fromkeys((*READ, "live")))
"""The columns that features are made from. Content decides, not time: a late settlement changes an old bet."""

Ints = npt.NDArray[np.int64]
BATCH = 1 << 20


@dataclass(frozen=True)
class SnapshotChanges:
    """What a snapshot of n bets changed.

    Attributes:
        before: The row each bet had in the build before if it is the same now, else −1; shape (n,).
        bets: The bets that are new, gone or different, as they are now and as they were; columns ``COMPARED``.
    """

    before: Ints
    bets: pa.Table


def snapshot_changes(previous: Path, bets: Path) -> SnapshotChanges | None:
    """Compare the training rows of a build with a snapshot.

    Returns:
        The changes; None if they cannot be told, because a bettor has two bets of one id.
    """
    with duckdb.connect() as engine:
        engine.execute("SET enable_progress_bar = false")
        if any(_ambiguous(engine, path) for path in (previous, bets)):
            return None
        pairs = engine.sql(_same_sql(), params=[str(bets), str(previous)]).to_arrow_table()
    before = np.full(pq.read_metadata(bets).num_rows, -1, dtype=np.int64)
    before[pairs["now"].to_numpy()] = pairs["was"].to_numpy()
    gone = np.ones(pq.read_metadata(previous).num_rows, dtype=bool)
    gone[before[before >= 0]] = False
    return SnapshotChanges(before, pa.concat_tables([*_rows(bets, before < 0), *_rows(previous, gone)]))


def _ambiguous(engine: duckdb.DuckDBPyConnection, path: Path) -> bool:
    sql = "SELECT 1 FROM read_parquet(?) GROUP BY bettor, bet_id HAVING count(*) > 1 LIMIT 1"
    return bool(engine.execute(sql, [str(path)]).fetchall())


def _same_sql() -> str:
    """Pairs of rows with the same bet, all of whose compared columns are the same (two unknowns are)."""
    same = " AND ".join(f'n."{name}" IS NOT DISTINCT FROM o."{name}"' for name in COMPARED)
    return (
        "SELECT n.file_row_number AS now, o.file_row_number AS was "  # noqa: S608 - our own column names
        "FROM read_parquet(?, file_row_number = true) n JOIN read_parquet(?, file_row_number = true) o "
        f"ON n.bettor = o.bettor AND n.bet_id = o.bet_id WHERE {same}"
    )


def _rows(path: Path, wanted: npt.NDArray[np.bool_]) -> Iterator[pa.Table]:
    schema = pa.schema([BETS.field(name) for name in COMPARED])
    yield schema.empty_table()
    start = 0
    for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=list(COMPARED)):
        mask = pa.array(wanted[start : start + batch.num_rows])
        start += batch.num_rows
        yield pa.Table.from_batches([batch]).select(COMPARED).filter(mask).cast(schema)
