"""Which run wrote what which run read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pikkit.lineage.datasets import Dataset, DatasetId, DatasetKind
from pikkit.lineage.journal_reader import Run


@dataclass(frozen=True)
class Graph:
    """Runs by UUID, in the order they were told of."""

    runs: Mapping[str, Run]

    def writer(self, dataset: Dataset, reader: Run | None = None) -> Run | None:
        """The run that wrote a dataset: the last one, and for a reader the last one before it ended.

        A run that wrote the very version is preferred: places are written again, versions are not.
        """
        wrote = [run for run in self._writers[dataset.id] if run is not reader and _before(run, reader)]
        same = [run for run in wrote if dataset.version and dataset.version in _versions(run, dataset.id)]
        return next(reversed(same or wrote), None)

    def parts(self, whole: str) -> list[Run]:
        """The runs that are part of a run, given by its UUID."""
        return [run for run in self.runs.values() if run.parent == whole]

    def results(self, whole: Run) -> list[Dataset]:
        """What a run left: its outputs, or those of its parts that no other part read."""
        parts = self.parts(whole.id)
        read = {dataset.id for part in parts for dataset in part.inputs}
        left = [dataset for part in parts for dataset in part.outputs if dataset.id not in read]
        return list(dict.fromkeys([*whole.outputs, *left]))

    @cached_property
    def datasets(self) -> dict[DatasetId, Dataset]:
        """Every dataset as it was told of last; what its writer said counts more than what a reader did."""
        runs = self.runs.values()
        read = {dataset.id: dataset for run in runs for dataset in run.inputs}
        return read | {dataset.id: dataset for run in runs for dataset in run.outputs}

    def models(self) -> list[Dataset]:
        """Every registered version, in the order they were registered."""
        return [dataset for dataset in self.datasets.values() if dataset.kind is DatasetKind.MODEL]

    @cached_property
    def _writers(self) -> Mapping[DatasetId, list[Run]]:
        writers: defaultdict[DatasetId, list[Run]] = defaultdict(list)
        for run in sorted(self.runs.values(), key=lambda run: run.ended_at or run.started_at):
            for id_ in dict.fromkeys(dataset.id for dataset in run.outputs):
                writers[id_].append(run)
        return writers


def _before(run: Run, reader: Run | None) -> bool:
    end = reader and (reader.ended_at or reader.started_at)
    return not end or (run.ended_at or run.started_at) <= end


def _versions(run: Run, id_: DatasetId) -> set[str]:
    return {dataset.version for dataset in run.outputs if dataset.id == id_}
