"""How a step, or a whole pipeline, tells what it does. Telling never fails a run."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from openlineage.client.uuid import generate_new_uuid

from pikkit.lineage.assertions import Check
from pikkit.lineage.dataset_facets import Artifact, describe_artifact
from pikkit.lineage.datasets import Dataset
from pikkit.lineage.emitting import Emitter
from pikkit.lineage.parents import RunId, namespace, parent_of
from pikkit.lineage.resources import resources_used
from pikkit.lineage.run_events import RunFacts, RunState, Traffic, run_event
from pikkit.settings import Settings

log = logging.getLogger("pikkit.lineage")


@dataclass
class StepRecord:
    """What a step reads and writes: its artifacts by what it calls them, and what it adds to them."""

    inputs: Mapping[str, Artifact] = field(default_factory=dict)
    outputs: Mapping[str, Artifact] = field(default_factory=dict)
    _read: list[Dataset] = field(default_factory=list)
    _wrote: list[Dataset] = field(default_factory=list)
    _checks: dict[str, Sequence[Check]] = field(default_factory=dict)

    def read(self, *datasets: Dataset) -> None:
        """It read these too."""
        self._read += datasets

    def wrote(self, *datasets: Dataset) -> None:
        """It wrote these too."""
        self._wrote += datasets

    def checked(self, label: str, checks: Sequence[Check]) -> None:
        """It made these checks of the input with this label."""
        self._checks[label] = checks

    def traffic(self, state: RunState) -> Traffic:
        """What can be said in this state: of what it writes, nothing before it is done."""
        read = [*(describe_artifact(label, artifact) for label, artifact in self.inputs.items()), *self._read]
        if state is not RunState.COMPLETE:
            return Traffic(read, (), self._checks)
        written = [*(describe_artifact(label, artifact) for label, artifact in self.outputs.items()), *self._wrote]
        return Traffic(read, written, self._checks)


@contextmanager
def recorded(
    step: str,
    settings: Settings,
    inputs: Mapping[str, Artifact] | None = None,
    outputs: Mapping[str, Artifact] | None = None,
) -> Iterator[StepRecord]:
    """Tell that a step begins, and how it ends: with all it read and wrote, or with the error that left the block.

    Args:
        step: Its name.
        settings: Where events go: the home the step works in.
        inputs, outputs: Its artifacts by what it calls them; outputs are looked at when it is done.
    """
    record = StepRecord(inputs or {}, outputs or {})
    parent = parent_of([artifact.uri for artifact in (*record.outputs.values(), *record.inputs.values())])
    teller = RunTeller(RunFacts(_new_run(f"{parent.job}.{step}" if parent else step), parent), settings, record)
    teller.tell(RunState.START)
    try:
        yield record
    except BaseException as error:
        teller.tell(*_end_by(error))
        raise
    teller.tell(RunState.COMPLETE)


@dataclass
class PipelineRecord:
    """A pipeline's run: its id, for its steps to name as their parent, and why it failed, if it did."""

    id: RunId
    error: str = ""


@contextmanager
def recorded_pipeline(job: str, name: str, settings: Settings) -> Iterator[PipelineRecord]:
    """Tell that a pipeline's run begins, and how it ends: well, unless an error is noted or leaves the block.

    Args:
        job: The pipeline.
        name: What the run is called.
        settings: Where events go.
    """
    record = PipelineRecord(_new_run(job))
    teller = RunTeller(RunFacts(record.id, parent_of(), name, whole=True), settings, StepRecord())
    teller.tell(RunState.START)
    try:
        yield record
    except BaseException as error:
        teller.tell(*_end_by(error))
        raise
    teller.tell(RunState.FAIL if record.error else RunState.COMPLETE, record.error)


def _end_by(error: BaseException) -> tuple[RunState, str]:
    """An interrupt or an exit aborts a run, any other error fails it."""
    return RunState.FAIL if isinstance(error, Exception) else RunState.ABORT, str(error) or type(error).__name__


def _new_run(job: str) -> RunId:
    return RunId(namespace(), job, str(generate_new_uuid()))


class RunTeller:
    """Sends the events of one run."""

    def __init__(self, facts: RunFacts, settings: Settings, record: StepRecord) -> None:
        self._facts, self._record = facts, record
        self._emitter = Emitter(settings)

    def tell(self, state: RunState, error: str = "") -> None:
        """Send an event; START is the first, any other the last."""
        try:
            used = {} if self._facts.whole or state is RunState.START else resources_used()
            self._emitter.emit(run_event(self._facts, state, self._record.traffic(state), error, used))
        except Exception as trouble:  # a run is worth more than the record of it
            log.warning("The lineage of %s cannot be told (%s); the run goes on.", self._facts.id.job, trouble)
        if state is not RunState.START:
            self._emitter.close()
