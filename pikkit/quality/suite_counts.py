"""What the suite's results are made of: how many bets each condition is about, how many fail it, and which first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.quality.snapshot_reader import GateSnapshot

EXAMPLES = 20
"""Failing rows that are looked at for an expectation: as many as Great Expectations lists."""


@dataclass(frozen=True)
class Condition:
    """When an expectation is about a row of the view ``snapshot``, and when such a row fails, in SQL.

    Attributes:
        columns: What it looks at.
        applies: When it is about a bet.
        fails: When such a bet fails.
        unique: Whether it fails in the rows of ``repeated``: those whose columns another row has too.
    """

    columns: tuple[str, ...]
    applies: str
    fails: str
    unique: bool = False


@dataclass(frozen=True)
class Counted:
    """Of a condition: the bets it is about, those that fail, and the rows of the first few, ascending."""

    checked: int
    failing: int
    rows: Sequence[int]


@dataclass(frozen=True)
class SuiteCounts:
    """What was found for every condition, in their order, and the columns of the rows that are shown, by row."""

    counted: Sequence[Counted]
    rows: dict[int, dict[str, Any]]


Counting = Callable[[GateSnapshot, Sequence[Condition]], SuiteCounts]
"""Counts for conditions on a snapshot."""


def counted_here(snapshot: GateSnapshot, asked: Sequence[Condition]) -> SuiteCounts:
    """Count in one pass over the file, in a bounded amount of memory but for a hash a row."""
    with snapshot.opened() as connection:
        together = unique_columns(asked)
        if together:
            find_repeated(connection, together, alike(key_hashes(connection, together)))
        counted = count_rows(connection, asked)
        shown = shown_rows(connection, asked, counted)
    return SuiteCounts(counted, {row["row"]: row for row in shown.to_pylist()})


def unique_columns(asked: Sequence[Condition]) -> tuple[str, ...]:
    """The columns that one condition wants to be unique together; none if none does."""
    return next((condition.columns for condition in asked if condition.unique), ())


def count_rows(connection: duckdb.DuckDBPyConnection, asked: Sequence[Condition]) -> list[Counted]:
    """Count for all conditions at once."""
    columns = ", ".join(
        f"count(*) FILTER ({sql.applies}), count(*) FILTER (({sql.applies}) AND ({sql.fails})), "
        f"min(row, {EXAMPLES}) FILTER (({sql.applies}) AND ({sql.fails}))"
        for sql in asked
    )
    (counts,) = connection.sql(f"SELECT {columns} FROM snapshot").fetchall()  # noqa: S608 - our own conditions
    return [
        Counted(checked, failing, rows or [])
        for checked, failing, rows in zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    ]


def shown_rows(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[Condition], counted: Sequence[Counted]
) -> pa.Table:
    """``row`` and all that conditions look at, of the rows to show."""
    names = list(dict.fromkeys(name for sql in asked for name in sql.columns))
    wanted = sorted({row for count in counted for row in count.rows}) or [-1]
    return connection.sql(
        f"SELECT row, {', '.join(names)} FROM snapshot WHERE row IN ({', '.join(map(str, wanted))})"  # noqa: S608
    ).to_arrow_table()


def key_hashes(connection: duckdb.DuckDBPyConnection, together: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A hash of each row's columns."""
    hashes = connection.sql(f"SELECT hash({', '.join(together)}) AS h FROM snapshot").to_arrow_table()  # noqa: S608
    return np.asarray(hashes["h"].to_numpy(), dtype=np.uint64)


def alike(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Those that are there more than once."""
    ordered = np.sort(hashes)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def find_repeated(
    connection: duckdb.DuckDBPyConnection, together: Sequence[str], hashes: npt.NDArray[np.uint64]
) -> None:
    """Keep the rows whose columns some other row has too as ``repeated``; only rows of these hashes are compared."""
    keys = ", ".join(together)
    connection.register("alike", pa.table({"h": hashes}))
    connection.execute(
        f"CREATE TEMP TABLE repeated AS SELECT row FROM (SELECT row, count(*) OVER (PARTITION BY {keys}) AS n "  # noqa: S608
        f"FROM snapshot WHERE hash({keys}) IN (SELECT h FROM alike)) WHERE n > 1"
    )
