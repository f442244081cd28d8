"""A run's events in OpenLineage's words (https://openlineage.io/docs/spec/object-model)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from openlineage.client import event_v2 as ol
from openlineage.client.facet_v2 import (
    DatasetFacet,
    InputDatasetFacet,
    OutputDatasetFacet,
    RunFacet,
    dataset_type_dataset,
    dataset_version_dataset,
    error_message_run,
    input_statistics_input_dataset,
    job_type_job,
    output_statistics_output_dataset,
    parent_run,
    processing_engine_run,
    schema_dataset,
    tags_run,
)

from pikkit.base.version import __version__
from pikkit.lineage.assertions import Check, quality_facets
from pikkit.lineage.datasets import Dataset
from pikkit.lineage.parents import RunId

PRODUCER = f"https://github.com/pikkit/pikkit/tree/v{__version__}/pikkit/lineage"


class RunState(StrEnum):
    """What happens to a run."""

    START = "START"
    COMPLETE = "COMPLETE"
    FAIL = "FAIL"
    ABORT = "ABORT"


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is said of a run in each of its events.

    Attributes:
        id: The run.
        parent: The run that it is part of.
        name: What the run is called besides its id, such as "training-20261123T101500.000000".
        whole: Whether it is a pipeline's, not a step's.
    """

    id: RunId
    parent: RunId | None = None
    name: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a run read and wrote, and what was checked of what it read (by label)."""

    inputs: Sequence[Dataset] = ()
    outputs: Sequence[Dataset] = ()
    checks: dict[str, Sequence[Check]] = field(default_factory=dict)


def run_event(
    facts: RunFacts, state: RunState, traffic: Traffic, error: str = "", used: Mapping[str, str] | None = None
) -> ol.RunEvent:
    """The event that a run reached a state now; ``error`` is a sentence, ``used`` what it took until then."""
    return ol.RunEvent(
        eventType=ol.RunState[state],
        eventTime=datetime.now(UTC).isoformat(),
        run=ol.Run(facts.id.run, _run_facets(facts, error, used or {})),
        job=ol.Job(facts.id.namespace, facts.id.job, {"jobType": _job_type(facts.whole)}),
        inputs=[_input(dataset, traffic.checks.get(dataset.label, ())) for dataset in traffic.inputs],
        outputs=[_output(dataset) for dataset in traffic.outputs],
        producer=PRODUCER,
    )


def _run_facets(facts: RunFacts, error: str, used: Mapping[str, str]) -> dict[str, RunFacet]:
    facets: dict[str, RunFacet] = {
        "processing_engine": processing_engine_run.ProcessingEngineRunFacet(
            version=__version__, name="pikkit", producer=PRODUCER
        )
    }
    if facts.parent:
        facets["parent"] = parent_run.ParentRunFacet(
            run=parent_run.Run(facts.parent.run),
            job=parent_run.Job(facts.parent.namespace, facts.parent.job),
            producer=PRODUCER,
        )
    tags = ({"name": facts.name} if facts.name else {}) | dict(used)
    if tags:
        fields = [tags_run.TagsRunFacetFields(key=key, value=value, source="PIKKIT") for key, value in tags.items()]
        facets["tags"] = tags_run.TagsRunFacet(tags=fields, producer=PRODUCER)
    if error:
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(
            message=error, programmingLanguage="PYTHON", producer=PRODUCER
        )
    return facets


def _job_type(whole: bool) -> job_type_job.JobTypeJobFacet:
    return job_type_job.JobTypeJobFacet(
        processingType="BATCH", integration="PIKKIT", jobType="PIPELINE" if whole else "STEP", producer=PRODUCER
    )


def _input(dataset: Dataset, checks: Sequence[Check]) -> ol.InputDataset:
    facets: dict[str, InputDatasetFacet] = dict(quality_facets(dataset, checks, PRODUCER)) if checks else {}
    if _is_counted(dataset):
        facets["inputStatistics"] = input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
            rowCount=dataset.rows, size=dataset.size, fileCount=dataset.files, producer=PRODUCER
        )
    return ol.InputDataset(dataset.id.namespace, dataset.id.name, facets=_facets(dataset), inputFacets=facets)


def _output(dataset: Dataset) -> ol.OutputDataset:
    facets: dict[str, OutputDatasetFacet] = {}
    if _is_counted(dataset):
        facets["outputStatistics"] = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
            rowCount=dataset.rows, size=dataset.size, fileCount=dataset.files, producer=PRODUCER
        )
    return ol.OutputDataset(dataset.id.namespace, dataset.id.name, facets=_facets(dataset), outputFacets=facets)


def _is_counted(dataset: Dataset) -> bool:
    return (dataset.rows, dataset.size, dataset.files) != (None, None, None)


def _facets(dataset: Dataset) -> dict[str, DatasetFacet]:
    facets: dict[str, DatasetFacet] = {
        "datasetType": dataset_type_dataset.DatasetTypeDatasetFacet(
            datasetType=dataset.kind.value, subType=dataset.label or None, producer=PRODUCER
        )
    }
    if dataset.version:
        facets["version"] = dataset_version_dataset.DatasetVersionDatasetFacet(dataset.version, producer=PRODUCER)
    if dataset.columns:
        fields = [schema_dataset.SchemaDatasetFacetFields(name, type_) for name, type_ in dataset.columns]
        facets["schema"] = schema_dataset.SchemaDatasetFacet(fields, producer=PRODUCER)
    return facets
