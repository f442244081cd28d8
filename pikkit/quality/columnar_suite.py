"""The suite of Great Expectations, evaluated in one columnar pass over the file.

Great Expectations computes metrics and judges by them. Its own engines copy columns for every check, in memory that
grows with the bets; here one query of DuckDB counts for all checks at once, and Great Expectations is given its numbers
as the metrics that each expectation asks for: whether enough bets pass, and how results are laid out, stays its own.
"""

from typing import Any

import great_expectations.expectations as gxe
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.execution_engine import PandasExecutionEngine

from pikkit.quality.expectation_sql import sql_of
from pikkit.quality.expectations import bets_suite, told_result
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.samples import sample_rows
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.quality.suite_counts import Counted, Counting, counted_here
from pikkit.settings.quality import QualityRules


def run_suite(
    snapshot: GateSnapshot, rules: QualityRules, counting: Counting = counted_here
) -> tuple[CheckResult, ...]:
    """Check a snapshot; results are in the suite's order, and the same whoever counts."""
    expectations = bets_suite(rules).expectations
    if not expectations:
        return ()
    asked = [sql_of(expectation) for expectation in expectations]
    counts = counting(snapshot, [sql.condition for sql in asked])
    shown = [
        [sql.value({name: counts.rows[row][name] for name in sql.condition.columns}) for row in count.rows]
        for sql, count in zip(asked, counts.counted, strict=True)
    ]
    return tuple(
        _result(expectation, snapshot, count, values)
        for expectation, count, values in zip(expectations, counts.counted, shown, strict=True)
    )


def _result(expectation: gxe.Expectation, snapshot: GateSnapshot, count: Counted, values: list[Any]) -> CheckResult:
    judged = _judged(expectation, snapshot.bets, count, values)
    return told_result(judged, () if judged.success else sample_rows(snapshot, count.rows))


def _judged(expectation: gxe.Expectation, bets: int, count: Counted, values: list[Any]) -> ExpectationValidationResult:
    """What Great Expectations says of an expectation whose metrics these are."""
    engine = PandasExecutionEngine()  # it is asked which metrics it would compute, and computes none
    asked = expectation.get_validation_dependencies(execution_engine=engine, runtime_configuration={})
    metric_values = {
        f"{expectation.map_metric}.filtered_row_count": count.checked,
        f"{expectation.map_metric}.unexpected_values": values,
        "column_values.nonnull.unexpected_count": bets - count.checked,
        "table.row_count": bets,
    } | {f"{expectation.map_metric}.unexpected_count": count.failing}
    metrics = {metric.id: metric_values.get(name) for name, metric in asked.metric_configurations.items()}
    return expectation.metrics_validate(metrics, execution_engine=engine)
