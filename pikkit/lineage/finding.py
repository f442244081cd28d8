"""From what a person calls something to the dataset or run that is meant."""

import re
from collections.abc import Sequence

from pikkit.base.errors import InputError, NotReadyError
from pikkit.lineage.datasets import Dataset, DatasetKind
from pikkit.lineage.graph import Graph
from pikkit.lineage.journal_reader import Run
from pikkit.lineage.naming import model_uri
from pikkit.lineage.tree import DatasetOrigin, RunOrigins, origin_of, origins_of

ACCEPTED = (
    "a model (models:/NAME/VERSION, models:/NAME@ALIAS), a run (its UUID, or its name such as "
    "training-20260131T183000.000000), a file or folder that a step read or wrote (its path, or the end of it), "
    "or the first digits of a file's SHA-256"
)
_ALIASED = re.compile(r"models:/[^/@]+@[^/]+")
_SHORTEST_HASH = 6


def trace(graph: Graph, asked: str, version: str = "") -> DatasetOrigin | RunOrigins:
    """The tree above what is asked for.

    Args:
        graph: What is known.
        asked: One of ``ACCEPTED``.
        version: The registered version an alias stands for, if an alias is asked for.

    Raises:
        InputError: It fits several things, or has the form of an alias and no version is given.
        NotReadyError: Nothing known fits.
    """
    if not graph.runs:
        raise NotReadyError("No lineage has been recorded here yet; pipeline runs record it.")
    if _ALIASED.fullmatch(asked):
        if not version:
            raise InputError(f"{asked} is an alias; only the model registry knows which version it stands for.")
        asked = model_uri(asked.removeprefix("models:/").partition("@")[0], version)
    if run := _run(graph, asked):
        return origins_of(graph, run)
    return origin_of(graph, _dataset(graph, asked))


def alias_asked(asked: str) -> bool:
    """Whether only the registry can say what is meant."""
    return _ALIASED.fullmatch(asked) is not None


def _run(graph: Graph, asked: str) -> Run | None:
    return graph.runs.get(asked.lower()) or next(
        (run for run in graph.runs.values() if run.name and run.name == asked), None
    )


def _dataset(graph: Graph, asked: str) -> Dataset:
    datasets = list(graph.datasets.values())
    for fits in (_is_named, _ends_with, _has_hash):
        fitting = [dataset for dataset in datasets if fits(dataset, asked)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise InputError(f"{asked!r} fits {len(fitting)} datasets: {_some(fitting)}. Say more of the path.")
    raise NotReadyError(f"Nothing recorded here is called {asked!r}{_models(graph, asked)}. Accepted: {ACCEPTED}.")


def _is_named(dataset: Dataset, asked: str) -> bool:
    return asked in {dataset.id.name, f"{dataset.id.namespace}/{dataset.id.name}"}


def _ends_with(dataset: Dataset, asked: str) -> bool:
    return dataset.kind is not DatasetKind.MODEL and dataset.id.name.endswith(f"/{asked.removeprefix('./').strip('/')}")


def _has_hash(dataset: Dataset, asked: str) -> bool:
    digits = asked.lower().removeprefix("sha256:")
    return len(digits) >= _SHORTEST_HASH and dataset.version.startswith(f"sha256:{digits}")


def _some(datasets: Sequence[Dataset], shown: int = 3) -> str:
    names = [dataset.id.name for dataset in datasets[:shown]]
    return ", ".join(names) + (", …" if len(datasets) > shown else "")


def _models(graph: Graph, asked: str) -> str:
    known = [dataset.id.name for dataset in graph.models()]
    return f"; the models are {', '.join(known[-5:])}" if known and asked.startswith("models:") else ""
