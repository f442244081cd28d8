"""The suite as Great Expectations itself evaluates it on pandas: what one columnar pass is held to."""

import great_expectations as gx
import great_expectations.expectations as gxe
import pyarrow as pa
from great_expectations.datasource.fluent.interfaces import Batch

from pikkit.quality.expectations import bets_suite, told_result
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.samples import sample_rows
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.settings.quality import QualityRules


def run_by_pandas(snapshot: GateSnapshot, rules: QualityRules) -> tuple[CheckResult, ...]:
    """Check a snapshot; each batch has only the columns that its expectations need."""
    with snapshot.opened() as connection:
        connection.execute("SET memory_limit = '16GB'")
        table = connection.sql("SELECT * FROM snapshot ORDER BY row").to_arrow_table()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    asset = context.data_sources.add_pandas("snapshot").add_dataframe_asset("bets")
    definition = asset.add_batch_definition_whole_dataframe("some columns")
    suite, found = bets_suite(rules), dict[str, CheckResult]()
    for columns, expectations in _by_columns(suite).items():
        batch = definition.get_batch({"dataframe": _narrow(table.select(columns)).to_pandas()})
        found |= {result.name: result for result in _validate(batch, expectations, snapshot)}
    return tuple(found[expectation.meta["name"]] for expectation in suite.expectations)


def _by_columns(suite: gx.ExpectationSuite) -> dict[tuple[str, ...], list[gxe.Expectation]]:
    """The expectations of a suite by the columns they look at."""
    groups: dict[tuple[str, ...], list[gxe.Expectation]] = {}
    for expectation in suite.expectations:
        asked = expectation.configuration.kwargs
        several = asked.get("column_list") or [
            asked[name] for name in ("column", "column_A", "column_B") if name in asked
        ]
        groups.setdefault(tuple(several), []).append(expectation)
    return groups


def _validate(batch: Batch, expectations: list[gxe.Expectation], snapshot: GateSnapshot) -> list[CheckResult]:
    results = batch.validate(gx.ExpectationSuite(name="some", expectations=expectations)).results
    failed = {result.expectation_config.meta["name"] for result in results if not result.success}
    rows = _failing_rows(batch, [expectation for expectation in expectations if expectation.meta["name"] in failed])
    return [
        told_result(result, sample_rows(snapshot, rows.get(result.expectation_config.meta["name"], [])))
        for result in results
    ]


def _narrow(columns: pa.Table) -> pa.Table:
    """The same values in types that pandas copies fast: no objects."""
    for place, field in enumerate(columns.schema):
        if pa.types.is_string(field.type):
            columns = columns.set_column(place, field.name, columns[place].dictionary_encode())
        elif pa.types.is_boolean(field.type):  # with nulls
            columns = columns.set_column(place, field.name, columns[place].cast(pa.int8()).cast(pa.float32()))
    return columns


def _failing_rows(batch: Batch, failed: list[gxe.Expectation]) -> dict[str, list[int]]:
    """The first rows that break each failed expectation. Asking for rows is slow, so only those are asked."""
    if not failed:
        return {}
    suite = gx.ExpectationSuite(name="failed", expectations=failed)
    results = batch.validate(suite, result_format="SUMMARY").results
    return {
        result.expectation_config.meta["name"]: result.result.get("partial_unexpected_index_list") or []
        for result in results
    }
