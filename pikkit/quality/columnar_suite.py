"""The suite of Great Expectations, evaluated in one columnar pass over the file.

Great Expectations computes metrics and judges by them. Its own engines copy columns for every check, in memory that
grows with the bets; here one query of DuckDB counts for all checks at once, and Great Expectations is given its numbers
as the metrics that each expectation asks for: whether enough bets pass, and how results are laid out, stays its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import great_expectations.expectations as gxe
import numpy as np
import pyarrow as pa
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.execution_engine import PandasExecutionEngine

from pikkit.quality.expectation_sql import ExpectationSql, sql_of
from pikkit.quality.expectations import bets_suite, told_result
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.samples import sample_rows
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.settings.quality import QualityRules

EXAMPLES = 20
"""Failing rows that are looked at for an expectation: as many as Great Expectations lists."""


@dataclass(frozen=True)
class _Counted:
    """What a pass found for an expectation: the bets it is about, those that fail, and the rows of the first few."""

    checked: int
    failing: int
    rows: Sequence[int]


def run_suite(snapshot: GateSnapshot, rules: QualityRules) -> tuple[CheckResult, ...]:
    """Check a snapshot; results are in the suite's order."""
    expectations = bets_suite(rules).expectations
    if not expectations:
        return ()
    asked = [sql_of(expectation) for expectation in expectations]
    with snapshot.opened() as connection:
        counted = _counted(connection, asked)
        shown = _shown(connection, asked, counted)
    return tuple(
        _result(expectation, snapshot, count, values)
        for expectation, count, values in zip(expectations, counted, shown, strict=True)
    )


def _counted(connection: duckdb.DuckDBPyConnection, asked: Sequence[ExpectationSql]) -> list[_Counted]:
    if any(sql.unique for sql in asked):
        _find_repeated(connection, next(sql for sql in asked if sql.unique))
    columns = ", ".join(
        f"count(*) FILTER ({sql.applies}), count(*) FILTER (({sql.applies}) AND ({sql.fails})), "
        f"min(row, {EXAMPLES}) FILTER (({sql.applies}) AND ({sql.fails}))"
        for sql in asked
    )
    (found,) = connection.sql(f"SELECT {columns} FROM snapshot").fetchall()  # noqa: S608 - our own conditions
    return [
        _Counted(checked, failing, rows or [])
        for checked, failing, rows in zip(found[::3], found[1::3], found[2::3], strict=True)
    ]


def _find_repeated(connection: duckdb.DuckDBPyConnection, sql: ExpectationSql) -> None:
    """Keep the rows whose columns some other row has too as ``repeated``.

    Only what has one hash with another row is compared: a hash a row is all that this keeps of the others.
    """
    together = ", ".join(sql.columns)
    found = connection.sql(f"SELECT hash({together}) AS h FROM snapshot").to_arrow_table()  # noqa: S608
    hashes = np.sort(found["h"].to_numpy())
    alike = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    connection.register("alike", pa.table({"h": alike}))
    connection.execute(
        f"CREATE TEMP TABLE repeated AS SELECT row FROM (SELECT row, count(*) OVER (PARTITION BY {together}) AS n "  # noqa: S608
        f"FROM snapshot WHERE hash({together}) IN (SELECT h FROM alike)) WHERE n > 1"
    )


def _shown(
    connection: duckdb.DuckDBPyConnection, asked: Sequence[ExpectationSql], counted: Sequence[_Counted]
) -> list[list[Any]]:
    """The values of the first failing rows of each expectation, in order."""
    wanted = sorted({row for count in counted for row in count.rows})
    if not wanted:
        return [[] for _ in asked]
    names = list(dict.fromkeys(name for sql in asked for name in sql.columns))
    rows = connection.sql(
        f"SELECT row, {', '.join(names)} FROM snapshot WHERE row IN ({', '.join(map(str, wanted))})"  # noqa: S608
    ).to_arrow_table()
    by_row = {row["row"]: row for row in rows.to_pylist()}
    return [
        [sql.value({name: by_row[row][name] for name in sql.columns}) for row in count.rows]
        for sql, count in zip(asked, counted, strict=True)
    ]


def _result(expectation: gxe.Expectation, snapshot: GateSnapshot, count: _Counted, values: list[Any]) -> CheckResult:
    judged = _judged(expectation, snapshot.bets, count, values)
    return told_result(judged, () if judged.success else sample_rows(snapshot, count.rows))


def _judged(expectation: gxe.Expectation, bets: int, count: _Counted, values: list[Any]) -> ExpectationValidationResult:
    """What Great Expectations says of an expectation whose metrics these are."""
    engine = PandasExecutionEngine()  # it is asked which metrics it would compute, and computes none
    asked = expectation.get_validation_dependencies(execution_engine=engine, runtime_configuration={})
    found = {
        f"{expectation.map_metric}.filtered_row_count": count.checked,
        f"{expectation.map_metric}.unexpected_values": values,
        "column_values.nonnull.unexpected_count": bets - count.checked,
        "table.row_count": bets,
    } | {f"{expectation.map_metric}.unexpected_count": count.failing}
    metrics = {metric.id: found.get(name) for name, metric in asked.metric_configurations.items()}
    return expectation.metrics_validate(metrics, execution_engine=engine)
