"""The upstream tree of a dataset or a run: what it was made from, down to what nothing here made."""

from dataclasses import dataclass

from pikkit.lineage.datasets import Dataset
from pikkit.lineage.graph import Graph
from pikkit.lineage.journal_reader import Run


@dataclass(frozen=True, slots=True)
class DatasetOrigin:
    """A dataset and where it comes from.

    Attributes:
        dataset: The dataset.
        run: The run that wrote it; None for a source.
        sources: What that run read.
        above: Whether its sources were shown before and are left out here.
    """

    dataset: Dataset
    run: Run | None = None
    sources: tuple["DatasetOrigin", ...] = ()
    above: bool = False


@dataclass(frozen=True, slots=True)
class RunOrigins:
    """A run, and where what it read comes from; for a run of several steps, where what it left comes from."""

    run: Run
    sources: tuple[DatasetOrigin, ...]


def origin_of(graph: Graph, dataset: Dataset) -> DatasetOrigin:
    """The tree above a dataset; each run is opened once."""
    return _origin(graph, dataset, None, set())


def origins_of(graph: Graph, run: Run) -> RunOrigins:
    """The tree above a run."""
    opened = {run.id}
    if graph.parts(run.id):
        return RunOrigins(run, tuple(_origin(graph, dataset, None, opened) for dataset in graph.results(run)))
    return RunOrigins(run, tuple(_origin(graph, dataset, run, opened) for dataset in run.inputs))


def _origin(graph: Graph, dataset: Dataset, reader: Run | None, opened: set[str]) -> DatasetOrigin:
    run = graph.writer(dataset, reader)
    if run is None or run.id in opened:
        return DatasetOrigin(dataset, run, above=run is not None)
    opened.add(run.id)
    return DatasetOrigin(dataset, run, tuple(_origin(graph, source, run, opened) for source in run.inputs))
