"""An upstream tree as a JSON document."""

from pikkit.lineage.datasets import Dataset
from pikkit.lineage.journal_reader import Run
from pikkit.lineage.tree import DatasetOrigin, RunOrigins


def lineage_document(traced: DatasetOrigin | RunOrigins) -> dict[str, object]:
    """The tree above a dataset or a run; what is not known is left out."""
    if isinstance(traced, DatasetOrigin):
        return _origin(traced)
    return {"run": _run(traced.run), "sources": [_origin(source) for source in traced.sources]}


def _origin(origin: DatasetOrigin) -> dict[str, object]:
    document: dict[str, object] = {"dataset": _dataset(origin.dataset)}
    if origin.run is None:
        return document
    if origin.above:
        return document | {"run": {"id": origin.run.id}, "above": True}
    return document | {"run": _run(origin.run), "sources": [_origin(source) for source in origin.sources]}


def _dataset(dataset: Dataset) -> dict[str, object]:
    return _known(
        {
            "namespace": dataset.id.namespace,
            "name": dataset.id.name,
            "kind": dataset.kind.lower(),
            "label": dataset.label,
            "version": dataset.version,
            "rows": dataset.rows,
            "bytes": dataset.size,
        }
    )


def _run(run: Run) -> dict[str, object]:
    return _known(
        {
            "id": run.id,
            "job": run.job,
            "name": run.name,
            "state": run.state,
            "started_at": run.started_at.isoformat(),
            "ended_at": run.ended_at.isoformat() if run.ended_at else None,
            "parent": run.parent,
            "error": run.error,
        }
    )


def _known(facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value not in (None, "")}
