"""What a data quality report says of a dataset, as the facets that collectors show beside it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from openlineage.client.facet_v2 import (
    InputDatasetFacet,
    data_quality_assertions_dataset,
    data_quality_metrics_input_dataset,
)

from pikkit.lineage.datasets import Dataset


class Check(Protocol):
    """A check and its outcome, as ``pikkit.quality.quality_report.CheckResult`` has them."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def sentence(self) -> str:
        """What it asks for."""
        ...

    @property
    def severity(self) -> str:
        """Whether it stops the pipeline ("block") or not ("warn")."""
        ...

    @property
    def passed(self) -> bool:
        """Whether it is met."""
        ...

    @property
    def observed(self) -> str:
        """What was observed."""
        ...


def quality_facets(dataset: Dataset, checks: Sequence[Check], producer: str) -> Iterator[tuple[str, InputDatasetFacet]]:
    """The assertions that were made of a dataset, and the figures they were made on."""
    assertions = [_assertion(check) for check in checks]
    yield (
        "dataQualityAssertions",
        data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(assertions, producer=producer),
    )
    metrics = {name: data_quality_metrics_input_dataset.ColumnMetrics(nullCount=count) for name, count in dataset.nulls}
    yield (
        "dataQualityMetrics",
        data_quality_metrics_input_dataset.DataQualityMetricsInputDatasetFacet(
            columnMetrics=metrics, rowCount=dataset.rows, bytes=dataset.size, producer=producer
        ),
    )


def _assertion(check: Check) -> data_quality_assertions_dataset.Assertion:
    return data_quality_assertions_dataset.Assertion(
        assertion=check.name,
        success=check.passed,
        severity="error" if check.severity == "block" else "warn",
        name=check.name,
        description=check.sentence,
        actual=check.observed,
    )
