"""Events as a collector would get them, written by hand after OpenLineage's specification, not by our own code."""

import json
from typing import Any


def dataset(name: str, kind: str = "ARTIFACT", label: str = "", version: str = "", rows: int | None = None) -> Any:
    facets: dict[str, Any] = {"datasetType": {"datasetType": kind, "subType": label}}
    if version:
        facets["version"] = {"datasetVersion": version}
    counts = {"rowCount": rows} if rows is not None else {}
    return {
        "namespace": "file",
        "name": name,
        "facets": facets,
        "inputFacets": {"inputStatistics": counts},
        "outputFacets": {"outputStatistics": counts},
    }


def event(
    run: str,
    state: str = "COMPLETE",
    at: int = 0,
    *,
    job: str = "",
    inputs: list[Any] | None = None,
    outputs: list[Any] | None = None,
    **facets: Any,
) -> bytes:
    """An event ``at`` seconds after the hour, as a line of the journal."""
    said = {
        "eventType": state,
        "eventTime": f"2026-01-31T12:{at // 60:02}:{at % 60:02}+00:00",
        "run": {"runId": run, "facets": facets},
        "job": {"namespace": "pikkit", "name": job or f"pikkit-training.{run}"},
        "inputs": inputs or [],
        "outputs": outputs or [],
        "producer": "https://example.org",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    }
    return json.dumps(said).encode() + b"\n"


def parent(run: str) -> dict[str, Any]:
    """The facet that names a run's parent."""
    return {"run": {"runId": run}, "job": {"namespace": "pikkit", "name": "pikkit-training"}}
