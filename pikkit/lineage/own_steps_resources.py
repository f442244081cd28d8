"""What the steps of a run have used, by its journal."""

import json
from collections.abc import Iterable, Iterator

from pikkit.lineage.parents import parent_of
from pikkit.lineage.run_journal import journal_of, lines_of
from pikkit.settings import Settings

_WANTED = ("cpu_seconds", "peak_memory_mib")


def own_steps_resources(settings: Settings, uris: Iterable[str] = ()) -> dict[str, float]:
    """CPU seconds and peak memory (MiB) of the steps that ended in the run that this process is a step of.

    Args:
        settings: Whose home has the journal; steps that told another home's are not known.
        uris: Of this step's artifacts.

    Returns:
        Figures as MLflow names system metrics: "system/tune/cpu_seconds".
    """
    run = parent_of(uris)
    if run is None:
        return {}
    return dict(_figures(lines_of(journal_of(settings)), run.run))


def _figures(lines: Iterable[bytes], run: str) -> Iterator[tuple[str, float]]:
    marks = (run.encode(), _WANTED[0].encode())
    for line in lines:
        if all(mark in line for mark in marks):
            yield from _figures_of(line, run)


def _figures_of(line: bytes, run: str) -> Iterator[tuple[str, float]]:
    try:
        event = json.loads(line)
        facets = event["run"]["facets"]
        if facets["parent"]["run"]["runId"] != run:
            return
        used = {tag["key"]: float(tag["value"]) for tag in facets["tags"]["tags"] if tag["key"] in _WANTED}
        step = str(event["job"]["name"]).rpartition(".")[2]
    except (ValueError, KeyError, TypeError):  # torn by a crash, or of odd facets
        return
    yield from ((f"system/{step}/{name}", value) for name, value in used.items())
