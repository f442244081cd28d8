"""Events back from a journal, as runs. Any OpenLineage event is read, whoever wrote it; lines that are none are not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from pikkit.lineage.datasets import Dataset, DatasetId, DatasetKind


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its events tell it.

    Attributes:
        id: Its UUID.
        job: What ran.
        state: Its last event: START (it runs, or was killed), COMPLETE, FAIL, ABORT.
        started_at: Its first event.
        ended_at: Its last one, if it ended.
        name: What it is called besides its id; empty for a step.
        parent: UUID of the run that it is part of; empty if there is none.
        error: Why it failed.
        inputs, outputs: What it read and wrote.
    """

    id: str
    job: str
    state: str
    started_at: datetime
    ended_at: datetime | None = None
    name: str = ""
    parent: str = ""
    error: str = ""
    inputs: tuple[Dataset, ...] = ()
    outputs: tuple[Dataset, ...] = ()


def runs_of(lines: Iterable[bytes]) -> dict[str, Run]:
    """The runs that the lines of a journal tell of, by UUID, in the order they began to be told of."""
    runs: dict[str, Run] = {}
    for run in _told(lines):
        known = runs.get(run.id)
        runs[run.id] = run if known is None else _merged(known, run)
    return runs


def _merged(known: Run, told: Run) -> Run:
    """What is known after one more event; each one tells all that was read and written so far."""
    first, last = sorted((known, told), key=lambda run: (run.ended_at is not None, run.started_at))
    return replace(
        last,
        started_at=min(first.started_at, last.started_at),
        name=last.name or first.name,
        parent=last.parent or first.parent,
        error=last.error or first.error,
        inputs=last.inputs or first.inputs,
        outputs=last.outputs or first.outputs,
    )


class _Dataset(BaseModel):
    namespace: str
    name: str
    facets: dict[str, dict[str, Any]] = {}
    input_facets: dict[str, dict[str, Any]] = Field(default={}, alias="inputFacets")
    output_facets: dict[str, dict[str, Any]] = Field(default={}, alias="outputFacets")

    def dataset(self) -> Dataset:
        type_ = self.facets.get("datasetType", {})
        kind = str(type_.get("datasetType"))
        counts = self.input_facets.get("inputStatistics") or self.output_facets.get("outputStatistics") or {}
        return Dataset(
            DatasetId(self.namespace, self.name),
            DatasetKind(kind) if kind in set(DatasetKind) else DatasetKind.ARTIFACT,
            label=type_.get("subType") or "",
            version=self.facets.get("version", {}).get("datasetVersion") or "",
            rows=counts.get("rowCount"),
            size=counts.get("size"),
            files=counts.get("fileCount"),
            columns=tuple((f["name"], f.get("type") or "") for f in self.facets.get("schema", {}).get("fields") or ()),
        )


class _Run(BaseModel):
    run_id: str = Field(alias="runId")
    facets: dict[str, dict[str, Any]] = {}


class _Job(BaseModel):
    name: str


class _Event(BaseModel):
    type_: str = Field(alias="eventType")
    time: AwareDatetime = Field(alias="eventTime")
    run: _Run
    job: _Job
    inputs: list[_Dataset] = []
    outputs: list[_Dataset] = []

    def run_told(self) -> Run:
        facets = self.run.facets
        tags = facets.get("tags", {}).get("tags") or ()
        return Run(
            id=self.run.run_id,
            job=self.job.name,
            state=self.type_,
            started_at=self.time,
            ended_at=self.time if self.type_ in {"COMPLETE", "FAIL", "ABORT"} else None,
            name=next((tag["value"] for tag in tags if tag.get("key") == "name"), ""),
            parent=facets.get("parent", {}).get("run", {}).get("runId", ""),
            error=facets.get("errorMessage", {}).get("message", ""),
            inputs=tuple(dataset.dataset() for dataset in self.inputs),
            outputs=tuple(dataset.dataset() for dataset in self.outputs),
        )


def _told(lines: Iterable[bytes]) -> Iterator[Run]:
    for line in lines:
        try:
            yield _Event.model_validate_json(line).run_told()
        except (ValidationError, AttributeError, KeyError, TypeError):  # torn by a crash, of no run, or of odd facets
            continue
